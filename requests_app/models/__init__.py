"""The tables of the procedure."""

from requests_app.models.answer import Answer, AnswerArrival, ReasonedResolution, WithheldItem
from requests_app.models.competence import CompetenceQuestion
from requests_app.models.correspondence import NoticeBounce, RequesterMessage
from requests_app.models.court_case import CourtCase
from requests_app.models.denial_review import DenialReview
from requests_app.models.document import Document
from requests_app.models.draft import FilingDraft
from requests_app.models.escalation import Escalation
from requests_app.models.in_person import CodeReissue, InPersonNotice
from requests_app.models.kept import KeptRequest
from requests_app.models.leg import Clarification, Leg
from requests_app.models.numbering import NumberCounter
from requests_app.models.publication import PublicationReport
from requests_app.models.reconsideration import Reconsideration
from requests_app.models.release import Clearance, FileCheck
from requests_app.models.request import InformationRequest
from requests_app.models.requester import Registration, Requester
from requests_app.models.search import KnownWord, SearchEntry, SuggestionDay, WordSlip
from requests_app.models.term import Term, TermStep
from requests_app.models.timeline import Commitment, OutboxEntry, TimelineEvent

__all__ = [
    "Answer",
    "AnswerArrival",
    "Clarification",
    "Clearance",
    "CodeReissue",
    "Commitment",
    "CompetenceQuestion",
    "CourtCase",
    "DenialReview",
    "Document",
    "Escalation",
    "FileCheck",
    "FilingDraft",
    "InPersonNotice",
    "InformationRequest",
    "KeptRequest",
    "KnownWord",
    "Leg",
    "NoticeBounce",
    "NumberCounter",
    "OutboxEntry",
    "PublicationReport",
    "ReasonedResolution",
    "Reconsideration",
    "Registration",
    "Requester",
    "RequesterMessage",
    "SearchEntry",
    "SuggestionDay",
    "Term",
    "TermStep",
    "TimelineEvent",
    "WithheldItem",
    "WordSlip",
]
