"""All tables; importing this package registers every one of them with the metadata."""

import app.models.naming  # first: tables take the names of their constraints from it

# isort: split

import app.models.comment  # registered, not re-exported: few may read comments and responses
import app.models.invitation
import app.models.response  # noqa: F401
from app.models.api_key import ApiKey
from app.models.audit_entry import Action, AuditEntry, Outcome
from app.models.closing import Closing, ClosingStep, Obstacle
from app.models.edition import Edition
from app.models.login import Login
from app.models.measured_unit import MeasuredUnit
from app.models.measurement import Measurement, MeasurementStatus
from app.models.membership import Membership, Role
from app.models.organisation import Organisation
from app.models.participation import Participation
from app.models.person import Person
from app.models.publication import Publication
from app.models.published_breakdown import PublishedBreakdown
from app.models.published_cell import PublishedCell
from app.models.published_quality import PublishedQuality
from app.models.published_unit import PublishedUnit, Tier
from app.models.report import Report, ReportKind
from app.models.report_template import ReportTemplate
from app.models.sign_in_link import SignInLink
from app.models.talk_link import TalkLink
from app.models.theme import CommentTheme, Theme
from app.models.unit import Unit
from app.models.user import User

__all__ = [
    "Action",
    "ApiKey",
    "AuditEntry",
    "Closing",
    "ClosingStep",
    "CommentTheme",
    "Edition",
    "Login",
    "MeasuredUnit",
    "Measurement",
    "MeasurementStatus",
    "Membership",
    "Obstacle",
    "Organisation",
    "Outcome",
    "Participation",
    "Person",
    "Publication",
    "PublishedBreakdown",
    "PublishedCell",
    "PublishedQuality",
    "PublishedUnit",
    "Report",
    "ReportKind",
    "ReportTemplate",
    "Role",
    "SignInLink",
    "TalkLink",
    "Theme",
    "Tier",
    "Unit",
    "User",
]
