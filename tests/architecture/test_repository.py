"""What must never stand in the repository."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
FILES = [ROOT / name for name in LISTED if name and (ROOT / name).is_file()]
HOSTS = re.compile(
    "|".join(
        re.escape(head + tail)
        for head, tail in (("py", "pi.org"), ("python", "hosted.org"), ("registry.n", "pmjs.org"))
    )
)
PROMISES = re.compile(
    r"100 ?% anoniem|100 ?% anonymous|niemand kan ooit|nobody can ever|geen persoonsgegevens op|volledig AVG-proof"
    r"|fully GDPR|guaranteed anonym|gegarandeerd anoniem",
    re.IGNORECASE,
)


def readable(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_there_are_files() -> None:
    assert len(FILES) > 100


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_files_have_hashes_and_name_no_index(name: str) -> None:
    lock = (ROOT / name).read_text()
    packages = re.findall(r"^[a-z0-9-]+(?:\[\w+\])?==", lock, re.MULTILINE)

    assert len(packages) > 20
    assert lock.count("--hash=sha256:") >= len(packages)
    assert not re.search(r"index-url|find-links|https?://", lock)


def test_no_file_names_a_package_registry() -> None:
    own = {Path(__file__)}
    assert [
        path.name for path in FILES if path not in own and "vendor" not in path.parts and HOSTS.search(readable(path))
    ] == []


def test_no_page_promises_what_nobody_can_keep() -> None:
    shown = [path for path in FILES if path.suffix in {".html", ".po", ".toml"}]

    assert len(shown) > 10
    assert [path.name for path in shown if PROMISES.search(readable(path))] == []
