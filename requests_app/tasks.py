"""Background entry points: what the passing of time does, told to the acts that know how."""

import logging

from celery import shared_task
from django.utils.timezone import localdate, now

from requests_app import actions, draft_files
from requests_app.errors import ActionRefused

logger = logging.getLogger(__name__)


@shared_task(name="requests_app.sweep")
def sweep() -> None:
    """Declare what silence has denied and close the appeals nobody decided."""
    today, instant = localdate(), now()
    try:
        denied = actions.declare_tacit_denials(on=today, at=instant)
        lapsed = actions.lapse_reconsiderations(on=today, at=instant)
    except ActionRefused as refusal:
        logger.error("the sweep stopped: %s", refusal.code)  # noqa: TRY400  the code says it all
        return
    if denied or lapsed:
        logger.info("%s tacit denials, %s appeals lapsed", len(denied), len(lapsed))


@shared_task(name="requests_app.recount")
def recount() -> None:
    """Move the running terms to a change of the calendar that was approved."""
    if moved := actions.recount_terms(at=now()):
        logger.info("%s terms moved by a change of the calendar", moved)


@shared_task(name="requests_app.succeed")
def succeed() -> None:
    """Move to its successor what a dissolved body still had in hand."""
    if moved := actions.move_to_successors(at=now()):
        logger.info("%s requests passed to a successor", moved)


@shared_task(name="requests_app.ladder")
def ladder() -> None:
    """Take the steps of the ladder whose day has come."""
    try:
        told = actions.take_ladder_steps(on=localdate(), at=now())
    except ActionRefused as refusal:
        logger.error("the ladder stopped: %s", refusal.code)  # noqa: TRY400  the code says it all
        return
    if told:
        logger.info("%s steps of the ladder told", told)


@shared_task(name="requests_app.drafts")
def sweep_drafts() -> None:
    """Remove the drafts nobody came back to, and the files left without one."""
    if removed := draft_files.sweep(at=now()):
        logger.info("%s files without a draft removed", removed)
