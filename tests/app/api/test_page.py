"""The page with keys and examples: what can be copied from it works as it stands."""

import re
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.api.examples import KEY, examples
from app.clock import Clock
from app.config import Settings
from app.exports.cells import COLUMNS
from app.models import Role
from tests import factories
from tests.app.api.conftest import MakeKey, bearing
from tests.app.results.conftest import SignIn
from tests.app.results.factories import Closed
from tests.app.results.page import read, words
from tests.conftest import NOW
from tests.journeys.conftest import serving

RSCRIPT = shutil.which("Rscript")


def page(sample: Closed) -> str:
    return f"/organisations/{sample.organisation.id}/api"


def test_the_measurements_lead_to_it(hr: TestClient, sample: Closed) -> None:
    assert f'href="{page(sample)}"' in read(hr, f"/organisations/{sample.organisation.id}/measurements")


def test_a_consultant_may_make_keys_too(sample: Closed, sign_in: SignIn) -> None:
    assert "Maak een sleutel" in words(read(sign_in(sample.organisation, Role.CONSULTANT), page(sample)))


def test_every_link_leads_somewhere(hr: TestClient, sample: Closed) -> None:
    links = [link for link in re.findall(r'href="([^"#]+)"', read(hr, page(sample))) if link.startswith("/api/")]

    assert len(links) == 7
    for link in links:
        assert hr.get(link).status_code == 200


def test_without_a_result_there_are_no_examples(session: Session, sign_in: SignIn) -> None:
    owner = factories.organisation(session)

    text = words(read(sign_in(owner, Role.HR), f"/organisations/{owner.id}/api"))

    assert "Er is nog geen uitslag" in text
    assert "Power BI, Excel en R kunnen" in text


def test_the_examples_have_the_addresses_of_this_installation(hr: TestClient, sample: Closed) -> None:
    source = read(hr, page(sample))

    assert source.count("http://testserver") == 4
    assert source.count(f"api/v1/measurements/{sample.measurement.id}/cells") >= 4


def test_power_query_asks_what_can_be_answered(client: TestClient, sample: Closed, make_key: MakeKey) -> None:
    shown = examples("http://testserver", sample.measurement.id)
    for text in (shown.power_bi, shown.excel):
        base, path = (re.search(pattern, text) for pattern in (r'Contents\("([^"]+)"', r'RelativePath = "([^"]+)"'))
        query = dict(re.findall(r'(\w+) = "(\w+)"', text.split("Query = [")[1].split("]")[0]))
        assert base
        assert path
        response = client.get(f"{base[1]}/{path[1]}?{urlencode(query)}", headers=bearing(make_key(sample.organisation)))

        assert response.status_code == 200
        typed = re.findall(r'\{"(\w+)", (?:Int64.Type|type number)\}', text)
        assert set(typed) <= set(response.text.split("\r\n")[0].split(","))
        assert set(COLUMNS) - set(typed) == {
            *("unit_id", "unit", "path", "parent_id", "tier"),
            *("measure", "kind", "block", "level"),
        }
        assert text.count("(") == text.count(")")
        assert text.count("{") == text.count("}")


@pytest.mark.skipif(RSCRIPT is None, reason="R is not installed")
def test_the_example_for_r_prints_the_overall_scores(
    settings: Settings, sample: Closed, make_key: MakeKey, tmp_path: Path
) -> None:
    key = make_key(sample.organisation)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        script = examples(f"http://127.0.0.1:{port}", sample.measurement.id).r.replace(KEY, key, 1)
        (tmp_path / "read.R").write_text(script)
        with serving(settings, listener, clock=Clock(source=lambda: NOW)):
            command = [str(RSCRIPT), "--vanilla", str(tmp_path / "read.R")]
            printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert re.search(r"Noord +14 +\d\.\d\d", printed)
    assert "Piket" not in printed
