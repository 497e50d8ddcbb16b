"""The values that the account templates may use."""

from dataclasses import dataclass

from app.web.pages import Page


@dataclass(frozen=True)
class FrontPage(Page):
    """What this is, and the way in."""

    template = "accounts/front.html"


@dataclass(frozen=True)
class SignInPage(Page):
    """The button behind a sign-in link."""

    template = "accounts/sign_in.html"
