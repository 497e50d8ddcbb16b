"""What changed between two measurements of a survey file: overall and per group."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.change import Verdict, benjamini_hochberg, holm, verdict
from analytics.moments import Moments
from analytics.multilevel import wave_model
from analytics.paired import sign_flip
from app.files.contract import Comparison, GroupChange, GroupPaired, GroupUnpaired, Model, Overall
from app.files.reasons import Reasons
from app.files.scores import Scores
from app.files.sides import Sides, by_group

Adjusted = Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Rules:
    """What was fixed beforehand.

    Attributes
    ----------
    minimum
        Scores that a group needs on both sides, or pairs, to be in the family of tests.
    relevant
        Smallest change, in scale points, that is called one.
    persons
        Whether it is known who took part in both.
    """

    minimum: int
    relevant: float
    persons: bool


def compare(scores: Scores, rules: Rules, reasons: Reasons) -> Comparison:
    """Compute everything; why a figure is missing goes into `reasons`."""
    everybody = Sides(scores.before, scores.after, reasons.at("overall"))
    groups = {label: Sides(*rows, reasons.at("groups", label)) for label, rows in by_group(scores)}
    tested = {label: sides for label, sides in groups.items() if sides.smallest >= rules.minimum}
    unpaired = _adjusted({label: sides.difference.p if sides.difference else 1.0 for label, sides in tested.items()})
    paired = _paired_family(groups, rules)
    before, after = everybody.summaries()
    return Comparison(
        rows=scores.rows,
        issues=scores.issues,
        overall=Overall(
            before,
            after,
            everybody.unpaired(),
            everybody.paired() if rules.persons else None,
            _model(groups, reasons.at("overall")),
        ),
        groups=tuple(_change(label, sides, unpaired, paired, rules) for label, sides in groups.items()),
    )


def _adjusted(p_values: Mapping[str, float]) -> Adjusted:
    """Adjust the p values of a family by Holm and by Benjamini and Hochberg; no test counts as p = 1."""
    values = list(p_values.values())
    return dict(
        zip(p_values, zip(holm(values).tolist(), benjamini_hochberg(values).tolist(), strict=True), strict=True)
    )


def _paired_family(groups: Mapping[str, Sides], rules: Rules) -> Adjusted:
    if not rules.persons:
        return {}
    tested = {label: sides for label, sides in groups.items() if len(sides.pairs[0]) >= rules.minimum}
    return _adjusted({label: test.p if (test := sides.paired_test) else 1.0 for label, sides in tested.items()})


def _change(label: str, sides: Sides, unpaired: Adjusted, paired: Adjusted, rules: Rules) -> GroupChange:
    before, after = sides.summaries()
    return GroupChange(
        label,
        before,
        after,
        _unpaired(label, sides, unpaired),
        _paired(label, sides, paired) if rules.persons else None,
        _verdict(label, sides, unpaired, rules),
    )


def _unpaired(label: str, sides: Sides, family: Adjusted) -> GroupUnpaired:
    test = sides.difference
    p_holm, p_bh = family[label] if test and label in family else (None, None)
    return GroupUnpaired(
        **vars(sides.unpaired()),
        p_holm=p_holm,
        p_bh=p_bh,
        least_significant_difference=test.least_significant if test else None,
        detectable_difference=test.detectable if test else None,
    )


def _paired(label: str, sides: Sides, family: Adjusted) -> GroupPaired:
    p_holm, p_bh = family[label] if sides.paired_test and label in family else (None, None)
    flipped = sides.reasons.attempt("p_sign_flip", lambda: sign_flip(sides.changes))
    return GroupPaired(**vars(sides.paired()), p_holm=p_holm, p_bh=p_bh, p_sign_flip=flipped)


def _verdict(label: str, sides: Sides, family: Adjusted, rules: Rules) -> Verdict:
    if label not in family:
        return Verdict.TOO_SMALL
    if sides.difference is None:
        return Verdict.NO_CLEAR_CHANGE
    return verdict(sides.difference, family[label][0], relevant=rules.relevant)


def _model(groups: Mapping[str, Sides], reasons: Reasons) -> Model:
    """Fit the model on everybody who has a group."""
    before, after = ({label: sides.moments[side] for label, sides in groups.items()} for side in (0, 1))
    fitted = reasons.attempt("model", lambda: wave_model(_present(before), _present(after)))
    return Model(fitted.wave, fitted.se, fitted.sigma2, fitted.tau2) if fitted else Model(None, None, None, None)


def _present(groups: Mapping[str, Moments]) -> dict[str, Moments]:
    return {label: moments for label, moments in groups.items() if moments.n}
