"""Time of the server at very many teams: the overview, the organisation, one team, all teams, a comparison."""

import asyncio
import os
from datetime import timedelta

from sqlmodel import Session

from app.db import make_room
from app.demonstration.load import NAME
from app.keys import KeyStore
from app.migrating import upgrade
from tests.app.results.factories import closed
from tests.benchmarks.browser import Browser
from tests.benchmarks.dashboard import WARMING, Site, ask_all
from tests.benchmarks.installation import Installation, installed
from tests.benchmarks.lines import Line, line
from tests.benchmarks.servers import floor_serving
from tests.conftest import NOW

DEPARTMENTS, TEAMS, PEOPLE = 200, 10, 50
"""2,000 teams and 100,000 respondents."""
REQUESTS = 30


def run(departments: int = DEPARTMENTS, teams: int = TEAMS, people: int = PEOPLE, requests: int = REQUESTS) -> Line:
    """Publish a measurement without asking anybody, and ask for its pages and the floor in turns."""
    with installed() as place:
        pages = _publish(place, departments, teams, people)
        entrance = place.sign_in_path()
        with place.serving() as port, floor_serving(os.environ) as floor:
            site = Site(Browser(port), entrance, pages)
            (timed,) = asyncio.run(ask_all([site], Browser(floor), WARMING + requests))
    page = timed["overview"]
    return line(
        page.middle * 1000,
        "ms",
        floor=page.floor_middle * 1000,
        teams=departments * teams,
        respondents=departments * teams * people,
        **{name: each.summary() for name, each in timed.items()},
    )


def _publish(place: Installation, departments: int, teams: int, people: int) -> dict[str, str]:
    """Store the result of a measurement; give the paths of its pages."""
    engine, keys = place.engine(), KeyStore(place.settings.keys_dir)
    keys.prepare()
    make_room(place.database_url)
    upgrade(engine)
    tree = {f"Afdeling {d}": {f"Team {d}-{t}": people for t in range(teams)} for d in range(departments)}
    with Session(engine, expire_on_commit=False) as session:
        made = closed(session, keys, tree, name=NAME, spread=0.6, leading=20)
        later = closed(session, keys, tree, spread=0.6, seed=8, judged=False, again=made)
        later.measurement.closed_at = NOW + timedelta(days=180)
        session.commit()
    engine.dispose()
    units, leaf = f"/measurements/{made.measurement.id}/units", made.tree.ids[made.tree.leaves[0]]
    return {
        "overview": f"/measurements/{made.measurement.id}/results",
        "organisation": f"{units}/{made.tree.ids[0]}",
        "team": f"{units}/{leaf}",
        "all_teams": f"{units}/{made.tree.ids[0]}/teams?order=overall",
        "comparison": f"/comparisons/{made.measurement.id}/{later.measurement.id}",
    }
