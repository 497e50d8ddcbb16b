"""The key directory: who may read it, and what is gone when a key is gone."""

import multiprocessing
import os
import stat
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from tempfile import gettempdir
from uuid import UUID

import pytest

from app.envelope import Ballot, seal, unseal
from app.errors import KeyProblem
from app.keys import KeyStore, link_token

NOBODY = 65534
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


@pytest.mark.parametrize("inside", ["keys", "keys/copies", "."])
def test_keys_that_would_go_along_with_a_copy_are_refused(keys: KeyStore, inside: str) -> None:
    with pytest.raises(KeyProblem, match=r"lie in one another.*KEYS_DIR"):
        keys.stand_apart(keys.folder.parent / "elsewhere", keys.folder.parent / inside)


def test_keys_that_stand_apart_are_fine(keys: KeyStore) -> None:
    keys.stand_apart(keys.folder.parent / "database", keys.folder.parent / "keys-of-another")


def test_a_directory_that_was_lost_is_not_made_anew_in_silence(tmp_path: Path) -> None:
    lost = KeyStore(tmp_path / "lost")
    lost.require([])

    with pytest.raises(KeyProblem, match="is not there, and 2 measurement"):
        lost.require([MEASUREMENT, OTHER])
    assert not lost.folder.exists()


def test_a_place_where_no_directory_can_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(KeyProblem, match="cannot be made"):
        KeyStore(tmp_path / "file" / "keys").prepare()


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o500)
    if os.geteuid() == 0:  # root may write anywhere: try as somebody else
        os.chown(folder, NOBODY, NOBODY)
        for above in folder.parents:
            if above == Path(gettempdir()):
                break
            above.chmod(0o755)
    told = multiprocessing.get_context("fork").SimpleQueue()

    process = multiprocessing.get_context("fork").Process(target=_prepare_as_nobody, args=(folder, told))
    process.start()
    process.join()

    assert "nothing can be written" in told.get()


def _prepare_as_nobody(folder: Path, told: "SimpleQueue[str]") -> None:
    if os.geteuid() == 0:
        os.setuid(NOBODY)
    try:
        KeyStore(folder).prepare()
    except KeyProblem as error:
        told.put(str(error))
    else:
        told.put("fine")


def test_another_key_than_the_one_of_launch_is_refused(keys: KeyStore) -> None:
    public = keys.create(MEASUREMENT)
    assert bytes(keys.opens(MEASUREMENT, public).public_key) == public

    with pytest.raises(KeyProblem, match="does not open"):
        keys.opens(MEASUREMENT, keys.create(OTHER))
