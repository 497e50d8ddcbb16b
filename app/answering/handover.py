"""A draft goes to another device: the device that holds it shows a code, and whoever types that code opens it."""

from hashlib import sha256

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlmodel import Session

from app.answering.respondents import Respondent
from app.answering.service import change_open
from app.secrets import new_code, stretched, typed

LENGTH = 10


def show_code(session: Session, respondent: Respondent) -> str:
    """Make a code and lock the secret of this device with it; an earlier code is worth nothing from here on."""
    code = new_code(LENGTH)
    change_open(session, respondent, handover=_box(respondent, code).encrypt(respondent.device))
    return code


def taken_over(respondent: Respondent, text: str) -> bytes | None:
    """Give the secret of the device that showed this code; None when no device did."""
    code = typed(text)
    if respondent.invitation.handover is None or len(code) != LENGTH:
        return None
    try:
        return _box(respondent, code).decrypt(respondent.invitation.handover)
    except CryptoError:
        return None


def _box(respondent: Respondent, code: str) -> SecretBox:
    return SecretBox(stretched(code, sha256(b"handover" + respondent.token).digest()))
