"""The key directory: who may read it, and what is gone when a key is gone."""

import stat
from pathlib import Path
from uuid import UUID

import pytest

from app.envelope import Ballot, seal, unseal
from app.errors import KeyProblem
from app.keys import KeyStore, link_token

MEASUREMENT, OTHER = UUID(int=1), UUID(int=2)
BALLOT = Ballot(str(UUID(int=3)), "45?-", {"leads_people": "no"}, {"goes_well": 'Samen \N{GRINNING FACE} "ja"'})


@pytest.fixture
def keys(tmp_path: Path) -> KeyStore:
    store = KeyStore(tmp_path / "keys")
    store.prepare()
    return store


def test_only_the_owner_can_read(keys: KeyStore) -> None:
    keys.create(MEASUREMENT)

    modes = {stat.S_IMODE(path.stat().st_mode) for path in keys.folder.iterdir()}
    assert (stat.S_IMODE(keys.folder.stat().st_mode), modes) == (0o700, {0o600})


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_that_others_can_read_stops_the_start(keys: KeyStore, mode: int) -> None:
    keys.create(MEASUREMENT)
    (keys.folder / f"{MEASUREMENT}.key").chmod(mode)

    with pytest.raises(KeyProblem, match=r"can be read by others.*chmod"):
        keys.prepare()


def test_preparing_again_changes_nothing(keys: KeyStore) -> None:
    before = keys.signing_key
    keys.prepare()

    assert KeyStore(keys.folder).signing_key == before


def test_links_can_be_made_again_until_the_key_is_destroyed(keys: KeyStore) -> None:
    keys.create(MEASUREMENT)
    first = link_token(keys.link_key(MEASUREMENT), UUID(int=9))

    assert link_token(keys.link_key(MEASUREMENT), UUID(int=9)) == first
    keys.destroy(MEASUREMENT)
    with pytest.raises(KeyProblem):
        keys.link_key(MEASUREMENT)
    keys.destroy(MEASUREMENT)  # a second time is fine


def test_links_of_two_measurements_and_two_people_differ(keys: KeyStore) -> None:
    keys.create(MEASUREMENT)
    keys.create(OTHER)
    made = {link_token(keys.link_key(key), UUID(int=who)) for key in (MEASUREMENT, OTHER) for who in (1, 2)}

    assert len(made) == 4


def test_an_envelope_opens_to_what_was_put_in(keys: KeyStore) -> None:
    public = keys.create(MEASUREMENT)

    assert unseal(seal(BALLOT, public, size=600), keys.private_key(MEASUREMENT), size=600) == BALLOT


def test_all_envelopes_are_equally_long_and_never_the_same(keys: KeyStore) -> None:
    public = keys.create(MEASUREMENT)
    short = Ballot("", "", {}, {})

    assert len({len(seal(ballot, public, size=600)) for ballot in (BALLOT, short)}) == 1
    assert seal(BALLOT, public, size=600) != seal(BALLOT, public, size=600)


def test_a_ballot_that_is_too_long_is_refused(keys: KeyStore) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        seal(BALLOT, keys.create(MEASUREMENT), size=50)


def test_an_envelope_of_another_measurement_or_a_changed_one_does_not_open(keys: KeyStore) -> None:
    public, _ = keys.create(MEASUREMENT), keys.create(OTHER)
    sealed = seal(BALLOT, public, size=600)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])

    with pytest.raises(KeyProblem, match="does not open"):
        unseal(sealed, keys.private_key(OTHER), size=600)
    with pytest.raises(KeyProblem, match="does not open"):
        unseal(changed, keys.private_key(MEASUREMENT), size=600)


def test_a_damaged_key_is_named(keys: KeyStore) -> None:
    keys.create(MEASUREMENT)
    (keys.folder / f"{MEASUREMENT}.key").write_bytes(b"short")

    with pytest.raises(KeyProblem, match="is damaged"):
        keys.private_key(MEASUREMENT)
