"""The report of the attack test, for anybody: there is nothing of any organisation in it."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.attack.pages import AttackPage
from app.attack.report import kept
from app.attack.wording import counts, guesses, kind_of, verdict
from app.errors import NotFound
from app.web.i18n import LanguageDep
from app.web.policy import public
from app.web.responses import render

router = APIRouter(dependencies=[Depends(public)], default_response_class=Response)


@router.get("/attack-test", name="attack.show")
def show(request: Request, words: LanguageDep) -> Response:
    """Show what was attacked, and what was found."""
    report = kept()
    if report is None:
        raise NotFound
    checks = tuple((kind_of(words, kind), count) for kind, count in report.by_kind.items())
    page = AttackPage(
        report, verdict(words, report), checks, tuple(counts(words, report)), tuple(guesses(words, report))
    )
    return render(request, page)
