"""What the commands give, field by field, as other programs rely on it; None stands for what cannot be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.change import Verdict
from app.files.issues import Issue


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha with its interval."""

    estimate: float | None
    low: float | None
    high: float | None
    respondents: int
    items: int


@dataclass(frozen=True)
class Omega:
    """Omega total; Spearman-Brown for two items."""

    estimate: float | None
    respondents: int


@dataclass(frozen=True)
class Icc:
    """What the group explains of one person's score (1), and how well group means tell groups apart (2)."""

    icc1: float | None
    icc1_low: float | None
    icc1_high: float | None
    icc2: float | None
    icc2_low: float | None
    icc2_high: float | None
    groups: int
    respondents: int


@dataclass(frozen=True)
class GroupScore:
    """One scale in one group, in scale points."""

    group: str
    respondents: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    shrunken_mean: float | None
    ad: float | None
    rwg_j: float | None
    rwg_j_star: float | None


@dataclass(frozen=True)
class ScaleFigures:
    """One scale."""

    items: tuple[str, ...]
    options: int
    alpha: Alpha
    omega_total: Omega
    item_rest: Mapping[str, float | None]
    icc: Icc
    groups: tuple[GroupScore, ...]


@dataclass(frozen=True)
class GroupItem:
    """One item in one group, in scale points; `favourable` is a share between 0 and 1."""

    group: str
    respondents: int
    counts: Mapping[str, int]
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    favourable: float | None
    favourable_low: float | None
    favourable_high: float | None
    ad: float | None
    rwg: float | None


@dataclass(frozen=True)
class ItemFigures:
    """One item."""

    groups: tuple[GroupItem, ...]


@dataclass(frozen=True)
class Analysis:
    """What `analyse` gives."""

    rows: int
    respondents: int
    issues: tuple[Issue, ...]
    scales: Mapping[str, ScaleFigures]
    items: Mapping[str, ItemFigures]


@dataclass(frozen=True)
class Summary:
    """The scores of one measurement, in scale points."""

    respondents: int
    mean: float | None
    sd: float | None


@dataclass(frozen=True)
class Unpaired:
    """Two measurements compared without knowing who took part in both; differences are after minus before."""

    difference: float | None = None
    low: float | None = None
    high: float | None = None
    t: float | None = None
    df: float | None = None
    p: float | None = None
    d: float | None = None
    g: float | None = None


@dataclass(frozen=True)
class GroupUnpaired(Unpaired):
    """The same for one group of a family."""

    p_holm: float | None = None
    p_bh: float | None = None
    least_significant_difference: float | None = None
    detectable_difference: float | None = None


@dataclass(frozen=True)
class Paired:
    """The persons who took part in both measurements."""

    pairs: int
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    t: float | None = None
    df: float | None = None
    p: float | None = None
    d_z: float | None = None
    d_av: float | None = None
    g_av: float | None = None


@dataclass(frozen=True)
class GroupPaired(Paired):
    """The same for one group of a family."""

    p_holm: float | None = None
    p_bh: float | None = None
    p_sign_flip: float | None = None


@dataclass(frozen=True)
class Model:
    """Score ~ wave + (1 | group), by restricted maximum likelihood."""

    wave: float | None
    se: float | None
    sigma2: float | None
    tau2: float | None


@dataclass(frozen=True)
class Overall:
    """Everybody together."""

    before: Summary
    after: Summary
    unpaired: Unpaired
    paired: Paired | None
    model: Model


@dataclass(frozen=True)
class GroupChange:
    """One group."""

    group: str
    before: Summary
    after: Summary
    unpaired: GroupUnpaired
    paired: GroupPaired | None
    verdict: Verdict


@dataclass(frozen=True)
class Comparison:
    """What `compare` gives."""

    rows: int
    issues: tuple[Issue, ...]
    overall: Overall
    groups: tuple[GroupChange, ...]


@dataclass(frozen=True)
class Disclosure:
    """What `disclose` gives: ids as they stand in the file, in its order."""

    shown: tuple[str | int, ...]
    hidden: tuple[str | int, ...]
