"""What may be promised: a date, a number, who holds the key, what is shown, what cannot be ruled out. And no more.

Every text that people can read is searched for what cannot be kept; here alone stands what that is.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest

from tests.architecture import texts

NEAR = r"(?:\W+\w+){0,6}?\W+"
DATE = r"%\(day\)s|from then on|vanaf dan|key (?:is|was) (?:gone|destroyed)|sleutel (?:is|was) vernietigd"
LIMIT = r"(?:can|could)(?:not| not) rule out|niet (?:kunnen )?uitsluiten|not anonymous|niet anoniem"
NOBODY = (
    r"(?:nobody|no one|not anyone|no person|niemand|geen mens|"
    r"(?:no|geen)\W+\w+(?:\W+\w+){0,4}?\W+(?:(?:for|with which) any(?:one|body)|waar(?:mee|op) iemand))\b"
)
TRACED = (
    r"(?:find(?:s)? out|trace[sd]?|recogni[sz]ed?|identif\w+|pointed at|knows?\b(?:\W+\w+)?\W+(?:who|which|what)|"
    r"nagaan|herleid\w*|herken\w*|achterhal\w*|achterhaalt|aan te wijzen|aangewezen|we(?:et|ten)\W+(?:wie|welke|wat))"
)
WHOLLY = r"(?:volledig|geheel|helemaal|absoluut|totaal|fully|wholly|completely|absolutely|totally|entirely)"
PRIVATE = r"(?:anon\w+|vertrouwelijk|confidential|veilig|safe|secure|onherleidbaar|untraceable|private|avg|gdpr)"


@dataclass(frozen=True)
class Rule:
    """A way of saying too much.

    Attributes
    ----------
    said
        Pattern of what may not be said.
    unless
        Pattern of what makes it true when it stands in the same text; None when nothing does.
    """

    said: str
    unless: str | None = None

    def breaks(self, text: str) -> bool:
        """Say whether a text says this without what makes it true."""
        if not re.search(self.said, text, re.IGNORECASE):
            return False
        return self.unless is None or not re.search(self.unless, text, re.IGNORECASE)


RULES = {
    "a hundred per cent": Rule(rf"\b100 ?%+{NEAR}{PRIVATE}"),
    "wholly": Rule(rf"\b{WHOLLY}\W+(?:\w+\W+)?{PRIVATE}"),
    "anonymous": Rule(r"anonie?m|anonym", LIMIT),
    "nobody ever": Rule(rf"{NOBODY}(?:\W+\w+){{0,3}}?\W+(?:ooit|ever)\b"),
    "nobody, without a date": Rule(rf"{NOBODY}{NEAR}{TRACED}", DATE),
    "untraceable, without a date": Rule(
        r"onherleidbaar|untraceable|(?:not|never) be traced|(?:niet|nooit)(?: meer)? te (?:herleiden|achterhalen)", DATE
    ),
    "never": Rule(rf"\b(?:nooit|never){NEAR}(?:(?:wie|who) (?:wat|said|wrote|gave)|{TRACED})\b"),
    "no personal data": Rule(r"\b(?:geen|no) (?:persoonsgegevens|personal data)"),
    "proof against the law": Rule(r"\b(?:avg|gdpr)\W?(?:proof|proef|bestendig|compliant|veilig|safe)"),
}
"""Nowhere: not on a page, in a message, in code or in a manual."""

ON_PAGES = RULES | {
    "safe": Rule(
        r"\b(?:veilig\w*|safe(?:ly|ty)?|secure(?:ly)?)\b",
        r"not proven|niet bewezen|on the safe side|aan de veilige kant",
    ),
    "impossible": Rule(r"\b(?:onmogelijk|impossible)\b"),
    "guaranteed": Rule(r"\b(?:gegarandeerd|garandeert|garanderen|garantie|guarantee\w*)\b"),
    "a hundred per cent at all": Rule(r"\b100 ?%"),
}
"""Nor in what the product shows."""

TO_WHO_ANSWERS = ON_PAGES | {
    "never at all": Rule(r"\b(?:nooit|never)\b"),
    "nobody knows": Rule(r"niemand weet|nobody knows|kan niemand|nobody can find", DATE),
    "wholly at all": Rule(r"\b(?:volledig|fully)\b"),
    "secret": Rule(r"\b(?:geheim|secret)\b"),
    "personal data": Rule(r"persoonsgegevens|personal data"),
}
"""Nor, above all, to who is asked to answer."""


def broken(rules: dict[str, Rule], found: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """List rule, place and text of everything that says too much."""
    return [(name, place, text) for place, text in found for name, rule in rules.items() if rule.breaks(text)]


def answering() -> list[tuple[str, str]]:
    """List what is said to who answers."""
    return [(place, text) for place, text in texts.interface() if "answering" in place]


@pytest.mark.parametrize(
    ("rules", "source"),
    [(ON_PAGES, texts.interface), (TO_WHO_ANSWERS, answering), (RULES, texts.code), (RULES, texts.manuals)],
    ids=["pages", "answering", "code", "manuals"],
)
def test_nothing_is_promised_that_cannot_be_kept(
    rules: dict[str, Rule], source: Callable[[], Iterable[tuple[str, str]]]
) -> None:
    found = list(source())

    assert len(found) > 100
    assert broken(rules, found) == []


@pytest.mark.parametrize(
    "said",
    [
        "Je antwoorden zijn 100% anoniem",
        "This survey is 100 % confidential",
        "Het onderzoek is volledig vertrouwelijk",
        "Your answers are completely anonymous",
        "Je antwoordt anoniem",
        "Answers are anonymised",
        "Niemand kan ooit zien wat je antwoordde",
        "Nobody will ever read this",
        "Niemand kan nagaan welke antwoorden van jou zijn",
        "No one can find out which answers are yours",
        "Er is geen manier waarop iemand je antwoorden kan herleiden",
        "There is no way for anyone to trace them",
        "Je antwoorden zijn niet te herleiden",
        "Answers cannot be traced, and may not be traced",
        "We zeggen nooit wie wat zei",
        "You will never be recognised",
        "We slaan geen persoonsgegevens op",
        "We store no personal data",
        "Volledig AVG-proof",
        "GDPR compliant",
    ],
)
def test_what_cannot_be_kept_is_found(said: str) -> None:
    assert broken(RULES, [("", said)])


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (ON_PAGES, "Je antwoorden zijn veilig"),
        (ON_PAGES, "Your answers are safe with us"),
        (ON_PAGES, "It is impossible to see them"),
        (ON_PAGES, "Dat garanderen we"),
        (ON_PAGES, "100% of your answers"),
        (TO_WHO_ANSWERS, "We lezen ze nooit"),
        (TO_WHO_ANSWERS, "Niemand weet dat"),
        (TO_WHO_ANSWERS, "Your secret"),
    ],
)
def test_pages_say_less_than_manuals(rules: dict[str, Rule], said: str) -> None:
    assert broken(rules, [("", said)])
    assert not broken(RULES, [("", said)])


@pytest.mark.parametrize(
    "said",
    [
        "Vanaf %(day)s kan niemand nagaan welke antwoorden van jou zijn",
        "By %(day)s the key is destroyed. From then on nobody can find out which answers are yours.",
        "Anoniem, maar we kunnen niet uitsluiten dat iemand iets vermoedt",
        "Nobody can answer any more",
        "Not shown, to prevent recognition",
        "Zo testen we of iemand te herkennen is",
        "niet bewezen dat het veilig is",
    ],
)
def test_a_date_and_a_limit_may_be_said(said: str) -> None:
    assert broken(ON_PAGES, [("", said)]) == []


def test_every_kind_of_text_is_read() -> None:
    places = {place for place, _ in texts.interface()}
    for one in ("templates/answering/_promise.html", "nl/answering.po", "en/model.toml", "answering/promise.py"):
        assert one in places
    assert "docs/privacy.md" in {place for place, _ in texts.manuals()}
    assert "app/errors.py" in {place for place, _ in texts.code()}
