"""What an office asks a unit for, and what becomes of it, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File

from accounts.actors import Actor
from accounts.models import User
from casework import messages, policies
from casework.errors import NotOurUnit, SubTermTooLate
from casework.models import Subtask, SubtaskFile, SubtaskStep, Unit
from casework.states import StepKind
from notifications.inside import tell_inside
from offices.calendars import local_date
from requests_app.actions.base import answer_term_of, locked
from requests_app.documents import MAX_FILES, CheckedFile
from requests_app.errors import DocumentRefused, Incomplete, WrongStage
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.policies import require_desk

_SAY_WHY = "Escriba el motivo: quien lo lea debe saber qué hacer."
_SAY_WHAT = "Escriba la información, o adjunte los archivos que la contienen."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a unit is asked: `subject` and `shown_text` are all it reads of the request, and say
    nothing of who made it. `due_on` is the last day of the sub-term."""

    subject: str
    shown_text: str
    text: str
    due_on: date


def ask_unit(number: str, unit: Unit, asked: Asked, *, by: Actor, at: datetime) -> Subtask:
    """Ask a unit for what it holds, with a term of its own that ends before the request's.

    Once the request is late there is nothing left to end before. The unit's people are told.
    Raises NotYours, UnknownRequest, WrongStage, NotOurUnit, SubTermTooLate, Incomplete.
    """
    on = local_date(at)
    with locked(number) as info_request:
        author = require_desk(by, info_request.institution, on=on)
        if info_request.stage not in STILL_ANSWERABLE:
            raise WrongStage
        if not unit.is_active or unit.institution_id != info_request.institution_id:
            raise NotOurUnit
        _require_text("asked", asked.text, "Escriba qué necesita de la unidad.")
        _require_text("shown_text", asked.shown_text, "Escriba qué se pide.")
        _require_sub_term(info_request, asked.due_on, on=on)
        same = Subtask.objects.open().filter(info_request=info_request, unit=unit)
        if (sent := same.filter(asked=asked.text, asked_by=author).first()) is not None:
            # A form sent twice asks once.
            return sent
        subtask = Subtask.objects.create(
            info_request=info_request,
            institution=info_request.institution,
            unit=unit,
            subject=asked.subject.strip() or info_request.number,
            shown_text=asked.shown_text,
            asked=asked.text,
            asked_by=author,
            asked_at=at,
            due_on=asked.due_on,
        )
        step = _note(subtask, StepKind.ASKED, author, at, text=asked.text, due_on=asked.due_on)
        _tell(subtask, step, policies.people_of(unit, on=on), at=at)
    return subtask


def accept(subtask: Subtask, *, by: Actor, at: datetime) -> Subtask:
    """The unit takes it on. Raises NotYourUnit, WrongTurn."""
    return _step(subtask, StepKind.ACCEPTED, by=by, at=at)


def give_back(subtask: Subtask, *, by: Actor, at: datetime, reason: str) -> Subtask:
    """The unit does not have it, and says why. Raises NotYourUnit, WrongTurn, Incomplete."""
    _require_text("reason", reason, _SAY_WHY)
    return _step(subtask, StepKind.RETURNED, by=by, at=at, text=reason)


def deliver(
    subtask: Subtask, *, by: Actor, at: datetime, text: str, files: Sequence[CheckedFile] = ()
) -> Subtask:
    """The unit hands over what it has, for the office to read; none of it goes out by this.

    Raises NotYourUnit, WrongTurn, Incomplete, DocumentRefused.
    """
    if not files:
        _require_text("text", text, _SAY_WHAT)
    if len(files) > MAX_FILES:
        raise DocumentRefused("Puede adjuntar hasta 10 archivos.")
    return _step(subtask, StepKind.DELIVERED, by=by, at=at, text=text, files=files)


def approve(subtask: Subtask, *, by: Actor, at: datetime) -> Subtask:
    """The office has what it needed. Raises NotYours, WrongTurn."""
    return _step(subtask, StepKind.APPROVED, by=by, at=at)


def send_back(subtask: Subtask, *, by: Actor, at: datetime, reason: str, due_on: date) -> Subtask:
    """The office asks for a correction, or insists, with a new sub-term.

    Raises NotYours, WrongTurn, Incomplete, SubTermTooLate.
    """
    _require_text("reason", reason, _SAY_WHY)
    return _step(subtask, StepKind.SENT_BACK, by=by, at=at, text=reason, due_on=due_on)


def move_sub_term(
    subtask: Subtask, *, by: Actor, at: datetime, reason: str, due_on: date
) -> Subtask:
    """The office gives another sub-term, and says why; the request's own date never moves.

    Raises NotYours, WrongTurn, Incomplete, SubTermTooLate.
    """
    _require_text("reason", reason, _SAY_WHY)
    return _step(subtask, StepKind.MOVED, by=by, at=at, text=reason, due_on=due_on)


def call_off(subtask: Subtask, *, by: Actor, at: datetime, reason: str) -> Subtask:
    """The office no longer needs it. Raises NotYours, WrongTurn, Incomplete."""
    _require_text("reason", reason, _SAY_WHY)
    return _step(subtask, StepKind.CANCELLED, by=by, at=at, text=reason)


def _step(
    subtask: Subtask,
    kind: StepKind,
    *,
    by: Actor,
    at: datetime,
    text: str = "",
    due_on: date | None = None,
    files: Iterable[CheckedFile] = (),
) -> Subtask:
    on = local_date(at)
    with locked(subtask.info_request.number) as info_request:
        # Read again under the request's lock: two people may press at once.
        known = Subtask.objects.select_related("unit", "institution").get(pk=subtask.pk)
        author = policies.require_turn(by, known, kind, on=on)
        known.take(kind)
        if due_on is not None:
            _require_sub_term(info_request, due_on, on=on)
            known.due_on = due_on
        known.save(update_fields=["state", "due_on"])
        step = _note(known, kind, author, at, text=text, due_on=due_on)
        for file in files:
            _keep(step, file)
        hears = policies.who_hears(known, kind, on=on)
        _tell(known, step, [person for person in hears if person != author], at=at)
    return known


def _note(
    subtask: Subtask,
    kind: StepKind,
    author: User,
    at: datetime,
    *,
    text: str,
    due_on: date | None,
) -> SubtaskStep:
    return SubtaskStep.objects.create(
        subtask=subtask, kind=kind, text=text, due_on=due_on, by=author, at=at
    )


def _keep(step: SubtaskStep, file: CheckedFile) -> None:
    SubtaskFile.objects.create(
        step=step,
        content=File(file.content, name=file.name),
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        digest=file.digest,
    )


def _tell(subtask: Subtask, step: SubtaskStep, people: Sequence[User], *, at: datetime) -> None:
    if not people:
        return
    said = messages.of_step(subtask, step)
    tell_inside(
        subtask.info_request,
        people,
        source_key=f"subtask-step:{step.pk}",
        subject=said.subject,
        body=said.body,
        page=messages.page_of(subtask),
        at=at,
    )


def _require_text(field: str, text: str, message: str) -> None:
    if not text.strip():
        raise Incomplete({field: message})


def _require_sub_term(info_request: InformationRequest, due_on: date, *, on: date) -> None:
    if due_on < on:
        raise Incomplete({"due_on": "El plazo interno no puede vencer antes de hoy."})
    term_ends = answer_term_of(info_request).due_on
    if on < term_ends <= due_on:
        raise SubTermTooLate(term_ends)
