"""Files that follow an answer: those its check had held, and those found since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.actors import Actor
from offices.calendars import local_date
from requests_app import documents, policies, timeline
from requests_app.actions.silence import acting_on
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete, WrongStage
from requests_app.models import Answer, Document, InformationRequest
from requests_app.search import index
from requests_app.states import EventKind, Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """At most `documents.MAX_FILES` files; how many more are to follow after them; what they
    were made from, which nobody but the institution reads."""

    files: Sequence[CheckedFile]
    files_visibility: Visibility = Visibility.PARTIES
    originals: Sequence[CheckedFile] = ()
    files_to_follow: int = 0


def deliver_files(number: str, *, by: Actor, at: datetime, delivery: Delivery) -> list[Document]:
    """Deliver files with the last answer given; it moves no term and changes no outcome.

    What was delivered already is left out: a button pressed twice delivers once. Raises NotYours,
    WrongStage when the institution has given no answer, Incomplete when no file is left,
    DocumentRefused, FileHeld.
    """
    on = local_date(at)
    with acting_on(number, on=on, at=at) as info_request:
        policies.require_handler(by, info_request, on=on)
        given = _last_answer(info_request)
        files = _not_delivered(info_request, delivery.files)
        stored = documents.attach(
            info_request, files, visibility=delivery.files_visibility, at=at, answer=given
        )
        documents.attach(info_request, delivery.originals, visibility=Visibility.INTERNAL, at=at)
        given.files_to_follow = delivery.files_to_follow
        given.save(update_fields=["files_to_follow"])
        if info_request.shows_text:
            index.refresh(info_request)
        timeline.record(
            info_request,
            EventKind.FILES_DELIVERED,
            by=by,
            on=on,
            at=at,
            answered_on=given.answered_on,
            documents=[document.digest for document in stored],
            files_to_follow=delivery.files_to_follow,
        )
    return stored


def _not_delivered(
    info_request: InformationRequest, files: Sequence[CheckedFile]
) -> list[CheckedFile]:
    given = Document.objects.filter(info_request=info_request, answer__isnull=False)
    delivered = set(given.values_list("digest", flat=True))
    left = [file for file in files if file.digest not in delivered]
    if not left:
        raise Incomplete({"files": "Elija al menos un archivo que pueda salir."})
    return left


def _last_answer(info_request: InformationRequest) -> Answer:
    last = info_request.answers.order_by("pk").last()
    if last is None:
        raise WrongStage
    return last
