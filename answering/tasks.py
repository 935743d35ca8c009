"""Background entry points: files that could not be looked into while the page was open."""

from __future__ import annotations

import logging

from celery import current_app, shared_task
from django.db import transaction
from django.utils.timezone import now

from answering import shelf
from answering.states import Shelf
from requests_app.models import InformationRequest

logger = logging.getLogger(__name__)
CHECK = "answering.check_files"


@shared_task(name=CHECK)
def check_files(info_request_id: int) -> None:
    """Look into every file of a request's answer that nobody looked into yet."""
    info_request = InformationRequest.objects.get(pk=info_request_id)
    for on in Shelf:
        for file in shelf.needs_check(shelf.kept_on(info_request, on)):
            shelf.look_into(file, at=now())


@shared_task(name="answering.sweep_files")
def sweep_files() -> None:
    """Delete stored files that lost their row."""
    if removed := shelf.sweep(at=now()):
        logger.info("%s files without a row removed", removed)


def ask_to_check(info_request: InformationRequest) -> None:
    """Call the worker. A broker that is down changes nothing: the files stay held, and the page
    offers to look into them again."""
    transaction.on_commit(lambda: _ask(info_request.pk), robust=True)


def _ask(info_request_id: int) -> None:
    current_app.send_task(CHECK, [info_request_id], retry=False, expires=600)
