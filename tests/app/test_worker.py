"""The daily work: each measurement by itself."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from app import worker
from app.clock import Clock
from app.keys import KeyStore
from app.models import Measurement, MeasurementStatus
from app.publishing.finishing import Means
from tests import factories
from tests.app.publishing.test_closing import hand_in
from tests.conftest import NOW


def test_a_measurement_closes_by_itself_after_the_last_hour(
    means: Means, session: Session, keys: KeyStore, clock: Clock
) -> None:
    owner = factories.organisation(session)
    measurement = factories.measurement(session, keys, owner, now=NOW, closes_at=NOW + timedelta(hours=23))
    session.commit()
    hand_in(session, measurement)

    worker.work(means, clock)
    assert session.get_one(Measurement, measurement.id).status is MeasurementStatus.OPEN
    session.rollback()
    clock.next_day()
    worker.work(means, clock)

    session.expire_all()
    assert session.get_one(Measurement, measurement.id).status is MeasurementStatus.CLOSED


def test_a_missing_key_stops_its_own_measurement_only(
    means: Means, session: Session, keys: KeyStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    owner = factories.organisation(session)
    soon = {"now": NOW, "closes_at": NOW - timedelta(hours=1)}
    lost, fine = (factories.measurement(session, keys, owner, name=name, **soon) for name in ("Kwijt", "Goed"))
    session.commit()
    hand_in(session, lost)
    hand_in(session, fine)
    (keys.folder / f"{lost.id}.key").unlink()

    worker.work(means, clock)

    session.expire_all()
    assert session.get_one(Measurement, lost.id).status is MeasurementStatus.OPEN
    assert session.get_one(Measurement, fine.id).status is MeasurementStatus.CLOSED
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("lowered", [{"minimum_scores": 4}, {"minimum_statements": 9}, {"minimum_scores": 12}])
def test_thresholds_below_the_floor_are_refused(session: Session, keys: KeyStore, lowered: dict[str, int]) -> None:
    owner = factories.organisation(session)

    with pytest.raises(ValueError, match="may not be smaller"):
        factories.measurement(session, keys, owner, now=NOW, **lowered)
