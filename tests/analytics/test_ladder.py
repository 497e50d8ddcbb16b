import pytest

from analytics.errors import NotReportable
from analytics.ladder import HeadOffice, Ladder, Pattern, Rung, Status, climb, head_office_only
from surveys.model import Level


def _rung(level: Level, mean: float | None = 4.0, *, half: float = 0.2, ad: float | None = 0.5) -> Rung:
    if mean is None:
        return Rung(level, None, None, None, None)
    return Rung(level, mean, mean - half, mean + half, ad)


def _ladder(**given: Rung) -> Ladder:
    return climb([given.get(level.value, _rung(level)) for level in Level])


def test_all_levels_in_order_leave_nothing_to_begin_with() -> None:
    ladder = _ladder()

    assert {step.status for step in ladder.steps} == {Status.IN_ORDER}
    assert (ladder.begin, ladder.certain, ladder.undetermined, ladder.patterns) == (None, True, False, ())


def test_begin_with_the_first_level_from_the_top_that_is_low_and_let_all_lower_ones_wait() -> None:
    ladder = _ladder(values=_rung(Level.VALUES, 3.0), behaviour=_rung(Level.BEHAVIOUR, 2.0))

    assert ladder.begin == "values"
    assert [step.waits_for for step in ladder.steps] == [None, None, None, "values", "values", "values", "values"]
    assert [step.status for step in ladder.steps][2:6:3] == [Status.LOW, Status.LOW]


def test_a_good_mean_with_two_camps_is_divided() -> None:
    ladder = _ladder(identity=_rung(Level.IDENTITY, 4.0, ad=0.84))

    assert ladder.steps[1].status is Status.DIVIDED
    assert ladder.begin == "identity"


def test_low_goes_before_divided() -> None:
    assert _ladder(identity=_rung(Level.IDENTITY, 3.0, ad=1.2)).steps[1].status is Status.LOW


def test_a_mean_on_the_threshold_and_a_deviation_on_the_limit_are_in_order() -> None:
    ladder = _ladder(mission=_rung(Level.MISSION, 3.5 - 1e-15, ad=5 / 6 + 1e-15))

    assert ladder.steps[0].status is Status.IN_ORDER


def test_a_level_that_is_not_shown_above_hides_the_beginning() -> None:
    ladder = _ladder(identity=_rung(Level.IDENTITY, None), values=_rung(Level.VALUES, 2.0))

    assert ladder.steps[1].status is Status.NOT_SHOWN
    assert ladder.steps[2].status is Status.LOW
    assert (ladder.begin, ladder.undetermined, ladder.certain) == (None, True, False)
    assert all(step.waits_for is None for step in ladder.steps)


def test_a_level_that_is_not_shown_below_hides_nothing() -> None:
    ladder = _ladder(identity=_rung(Level.IDENTITY, 2.0), context=_rung(Level.CONTEXT, None))

    assert (ladder.begin, ladder.undetermined) == ("identity", False)


def test_whether_all_is_in_order_cannot_be_told_with_a_level_not_shown() -> None:
    ladder = _ladder(context=_rung(Level.CONTEXT, None))

    assert (ladder.begin, ladder.undetermined) == (None, True)


def test_a_good_mean_with_unknown_agreement_is_not_shown_but_a_low_one_is_low() -> None:
    ladder = _ladder(mission=_rung(Level.MISSION, 4, ad=None), identity=_rung(Level.IDENTITY, 3, ad=None))

    assert [step.status for step in ladder.steps[:2]] == [Status.NOT_SHOWN, Status.LOW]


@pytest.mark.parametrize(("half", "certain"), [(0.4, True), (0.6, False), (0.5, False)])
def test_an_interval_that_holds_the_threshold_makes_the_level_uncertain(half: float, *, certain: bool) -> None:
    ladder = _ladder(mission=_rung(Level.MISSION, 3.0, half=half))

    assert ladder.steps[0].status is Status.LOW
    assert (ladder.steps[0].certain, ladder.certain) == (certain, certain)


def test_the_beginning_is_as_uncertain_as_the_levels_above_it() -> None:
    above = _ladder(mission=_rung(Level.MISSION, 3.6), identity=_rung(Level.IDENTITY, 2.0))
    below = _ladder(identity=_rung(Level.IDENTITY, 2.0), values=_rung(Level.VALUES, 3.4))

    assert (above.begin, above.certain, above.steps[1].certain) == ("identity", False, True)
    assert (below.begin, below.certain) == ("identity", True)


def test_thresholds_are_settings() -> None:
    rungs = [_rung(Level.MISSION, 3.8, ad=0.7)]

    assert climb(rungs, threshold=3.9).steps[0].status is Status.LOW
    assert climb(rungs, limit=0.6).steps[0].status is Status.DIVIDED


@pytest.mark.parametrize("level", [Level.CONTEXT, Level.SKILLS])
def test_context_or_skills_half_a_point_above_values_is_bottom_up(level: Level) -> None:
    lead, short = ({"values": _rung(Level.VALUES, 3.9), level.value: _rung(level, mean)} for mean in (4.4, 4.39))

    assert _ladder(**lead).patterns == (Pattern.BOTTOM_UP,)
    assert _ladder(**short).patterns == ()


def test_a_lead_counts_also_where_neither_is_in_order() -> None:
    low = {level.value: _rung(level, 2.0) for level in Level} | {"context": _rung(Level.CONTEXT, 2.5)}

    assert _ladder(**low).patterns == (Pattern.BOTTOM_UP,)


def test_context_in_order_above_divided_values_is_bottom_up() -> None:
    divided = {"values": _rung(Level.VALUES, 4.0, ad=1.0), "skills": _rung(Level.SKILLS, 3.0)}

    assert _ladder(**divided).patterns == (Pattern.BOTTOM_UP,)


def test_skills_in_order_without_values_are_a_trick_too() -> None:
    assert _ladder(values=_rung(Level.VALUES, 3.4)).patterns == (Pattern.BOTTOM_UP, Pattern.TRICK)


def test_values_that_are_not_shown_make_no_pattern() -> None:
    assert _ladder(values=_rung(Level.VALUES, None)).patterns == ()
    assert climb([_rung(Level.SKILLS), _rung(Level.CONTEXT)]).patterns == ()


def _mission(mean: float | None = 4.0, *, half: float = 0.2, ad: float | None = 0.5) -> Rung:
    return _rung(Level.MISSION, mean, half=half, ad=ad)


def test_mission_that_is_in_order_among_leaders_only_is_head_office_only() -> None:
    found = head_office_only(_mission(4.2), _mission(3.0))

    assert found == HeadOffice(present=True, certain=True, leaders=Status.IN_ORDER, others=Status.LOW)


def test_others_who_are_divided_on_mission_do_not_share_it_either() -> None:
    found = head_office_only(_mission(4.2), _mission(4.0, ad=0.9))

    assert (found.present, found.others) == (True, Status.DIVIDED)


@pytest.mark.parametrize(("leaders", "others"), [(4.2, 4.0), (3.0, 3.0), (3.0, 4.2)])
def test_any_other_picture_is_not_that_pattern(leaders: float, others: float) -> None:
    assert not head_office_only(_mission(leaders), _mission(others)).present


def test_leaders_who_are_divided_have_no_mission_to_share() -> None:
    assert not head_office_only(_mission(4.2, ad=0.9), _mission(3.0)).present


@pytest.mark.parametrize(("leaders", "others"), [(0.8, 0.2), (0.2, 0.6), (0.7, 0.2)])
def test_an_interval_that_holds_the_threshold_makes_it_uncertain(leaders: float, others: float) -> None:
    found = head_office_only(_mission(4.2, half=leaders), _mission(3.0, half=others))

    assert (found.present, found.certain) == (True, False)


def test_thresholds_of_head_office_only_are_settings() -> None:
    pair = _mission(4.2, ad=0.7), _mission(3.0)

    assert not head_office_only(*pair, threshold=4.3).present
    assert not head_office_only(*pair, threshold=2.9).present
    assert not head_office_only(*pair, limit=0.6).present


def test_mission_by_its_mean_alone_where_agreement_is_not_known() -> None:
    found = head_office_only(_mission(4.0, ad=None), _mission(3.0, ad=None))

    assert found.present
    assert (found.leaders, found.others) == (Status.IN_ORDER, Status.LOW)


def test_mission_that_is_not_shown_on_a_side_cannot_be_told() -> None:
    hidden = _mission(None)
    for leaders, others in ((hidden, _mission()), (_mission(), hidden)):
        with pytest.raises(NotReportable):
            head_office_only(leaders, others)


def test_another_level_is_refused() -> None:
    with pytest.raises(ValueError, match="mission"):
        head_office_only(_mission(), _rung(Level.VALUES))
