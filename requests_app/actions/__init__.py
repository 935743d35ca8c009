"""Everything that can be done to a request; the only way in for pages, API, tasks and commands."""

from requests_app.actions.calendar_change import approve_change, recount_terms, review_denial
from requests_app.actions.clock import (
    declare_tacit_denials,
    lapse_reconsideration,
    lapse_reconsiderations,
)
from requests_app.actions.competence import ask_competence, settle_competence
from requests_app.actions.correspondence import (
    Letter,
    Returned,
    note_bounce,
    receive_message,
    tell_otherwise,
    withdraw_message,
)
from requests_app.actions.court import record_compliance, record_court_filing, record_ruling
from requests_app.actions.delivery import Delivery, deliver_files
from requests_app.actions.escalation import (
    answer_escalation,
    escalate,
)
from requests_app.actions.forwarding import forward
from requests_app.actions.handling import ask_clarification, screen_text, take_in_charge
from requests_app.actions.in_person import (
    Handed,
    file_signed_copy,
    notify_in_person,
    reissue_code,
)
from requests_app.actions.intake import Filing, Intake, Receipt, file_request, register
from requests_app.actions.outside import Arrived, register_outside_answer, register_outside_denial
from requests_app.actions.publication import Problem, decide_report, report_problem
from requests_app.actions.reconsideration import (
    file_reconsideration,
    reject_reconsideration,
    uphold_reconsideration,
)
from requests_app.actions.reminders import take_ladder_steps
from requests_app.actions.reply import Reply, Resolution, Withheld
from requests_app.actions.requester import clarify, give_verdict, withdraw
from requests_app.actions.resolution import answer, deny
from requests_app.actions.succession import (
    approve_dissolution,
    move_to_successor,
    move_to_successors,
)

__all__ = [
    "Arrived",
    "Delivery",
    "Filing",
    "Handed",
    "Intake",
    "Letter",
    "Problem",
    "Receipt",
    "Reply",
    "Resolution",
    "Returned",
    "Withheld",
    "answer",
    "answer_escalation",
    "approve_change",
    "approve_dissolution",
    "ask_clarification",
    "ask_competence",
    "clarify",
    "decide_report",
    "declare_tacit_denials",
    "deliver_files",
    "deny",
    "escalate",
    "file_reconsideration",
    "file_request",
    "file_signed_copy",
    "forward",
    "give_verdict",
    "lapse_reconsideration",
    "lapse_reconsiderations",
    "move_to_successor",
    "move_to_successors",
    "note_bounce",
    "notify_in_person",
    "receive_message",
    "record_compliance",
    "record_court_filing",
    "record_ruling",
    "recount_terms",
    "register",
    "register_outside_answer",
    "register_outside_denial",
    "reissue_code",
    "reject_reconsideration",
    "report_problem",
    "review_denial",
    "screen_text",
    "settle_competence",
    "take_in_charge",
    "take_ladder_steps",
    "tell_otherwise",
    "uphold_reconsideration",
    "withdraw",
    "withdraw_message",
]
