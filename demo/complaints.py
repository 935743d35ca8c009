"""Complaints to the Directorate at every point of their way, made and worked by the acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from accounts.actors import ANYONE, Actor
from accounts.models import User
from demo.moments import NOON, instant
from demo.people import DOMAIN
from demo.portions import TRACKING_CODE
from offices.calendars import calendar_for
from offices.models import Duty, Institution, Post
from oversight.complaints import deciding, reports
from oversight.complaints.filing import Complaining, file_complaint
from oversight.complaints.models import Complaint, ComplaintMail
from oversight.complaints.states import Disclosure, Ground, Result
from requests_app import tracking
from requests_app.models import InformationRequest
from requests_app.states import Stage


@dataclass(frozen=True, slots=True)
class Story:
    """One complaint: how many business days ago, of whom and why, and how far it came.

    `about` is the stage of the request it is about, empty without one. `asked` says that the
    institution was asked, `report` what it said; `answer` closes it, with `result` if admitted.
    """

    ago: int
    code: str
    ground: Ground
    text: str
    about: str = ""
    is_admitted: bool = True
    asked: str = ""
    report: str = ""
    draft: str = ""
    answer: str = ""
    result: Result | None = None


_ASKED = "Le pedimos que cuente qué pasó y qué hizo la institución para que no se repita."
STORIES = (
    Story(0, "MOPC", Ground.MISTREATED, "En la ventanilla me dijeron que volviera con un abogado.",
          is_admitted=False),
    Story(1, "MEC", Ground.NO_ANSWER, "Ya pasó el plazo y nadie me dice nada.",
          about=Stage.TACITLY_DENIED, is_admitted=False),
    Story(3, "MOPC", Ground.CHARGED, "Me pidieron pagar una tasa para recibir mi nota.",
          asked=_ASKED),
    Story(5, "MOPC", Ground.ASKED_WHY, "Me exigieron escribir para qué quiero los contratos.",
          asked=_ASKED, report="Fue un error del formulario. Ya se cambió y se avisó al personal.",
          draft="Tiene razón: nadie puede preguntarle para qué pide. Ya se corrigió."),
    Story(14, "MOPC", Ground.NO_ANSWER, "Prometieron responder la semana pasada y nada.",
          about=Stage.TACITLY_DENIED, asked=_ASKED),
    Story(22, "MEC", Ground.INCOMPLETE, "Me mandaron una planilla vacía.", about=Stage.ANSWERED,
          asked=_ASKED, report="Se adjuntó el archivo equivocado; se envió el correcto.",
          answer="La institución ya le envió el archivo correcto.", result=Result.MOOT),
    Story(30, "MUN-0000", Ground.REFUSED, "En mesa de entrada no quisieron sellar mi nota.",
          asked=_ASKED, report="El personal no conocía el procedimiento.",
          answer="Tiene razón: deben recibir su nota y sellar su copia. Ya lo saben.",
          result=Result.FOUNDED),
    Story(36, "MOPC", Ground.OTHER, "Atienden fuera del horario que publican.",
          asked=_ASKED, report="Hubo un corte de luz ese día.",
          answer="La oficina cerró antes por un corte de luz y no lo avisó.",
          result=Result.PARTLY),
    Story(40, "MEC", Ground.MISTREATED, "No me gustó cómo me hablaron.",
          answer="Con lo que consta no encontramos un mal trato. Si recuerda algo más, cuéntenos.",
          result=Result.UNFOUNDED),
    Story(44, "MEC", Ground.OTHER, "Quiero que despidan al director de mi escuela.",
          is_admitted=False,
          answer="No se trata del acceso a la información. Puede acudir a la supervisión escolar."),
)  # fmt: skip


def fill(*, on: date) -> None:
    """Tell the stories once, as of `on`; nobody is mailed about a fiction."""
    places = Institution.objects.in_bulk({story.code for story in STORIES}, field_name="code")
    if Complaint.objects.exists() or len(places) < len({story.code for story in STORIES}):
        return
    told = [_tell(story, places[story.code], on=on) for story in reversed(STORIES)]
    ComplaintMail.objects.filter(complaint__in=told).delete()
    own = Complaint.objects.filter(pk__in=[one.pk for one in told], info_request=None)
    own.update(code_hash=tracking.hash_code(TRACKING_CODE))


def _tell(story: Story, place: Institution, *, on: date) -> Complaint:
    days = iter(_days(story, on))
    said = _said(story, place)
    by = Actor.requester(said.info_request.number) if said.info_request else ANYONE
    token = f"demo-{story.code}-{story.ago}"
    complaint = file_complaint(said, token=token, by=by, at=next(days)).complaint
    number, director = complaint.number, _directorate("direccion")
    if story.is_admitted:
        deciding.admit(number, by=director, at=next(days))
    if story.asked:
        reports.ask_report(number, by=director, at=next(days), text=story.asked)
    if story.report:
        _report(number, place, story.report, at=next(days), on=on)
    if story.draft:
        deciding.draft_answer(
            number,
            by=_directorate("auditoria"),
            at=next(days),
            result=Result.FOUNDED,
            text=story.draft,
        )
    if story.result:
        deciding.resolve(number, by=director, at=next(days), result=story.result, text=story.answer)
    elif story.answer:
        deciding.not_admit(number, by=director, at=next(days), text=story.answer)
    return complaint


def _days(story: Story, on: date) -> Iterable[datetime]:
    """Return noon of the day of filing and of every second business day after it, up to `on`."""
    calendar = calendar_for(None).days
    day = calendar.add(on, -story.ago)
    for _turn in range(8):
        yield instant(min(day, on), NOON)
        day = calendar.add(day, 2)


def _said(story: Story, place: Institution) -> Complaining:
    info_request = _request(story, place) if story.about else None
    return Complaining(
        institution=place,
        ground=story.ground,
        text=story.text,
        disclosure=Disclosure.TEXT if info_request else Disclosure.RESERVED,
        info_request=info_request,
    )


def _request(story: Story, place: Institution) -> InformationRequest | None:
    rows = InformationRequest.objects.filter(institution=place, stage=story.about)
    return rows.filter(complaints=None).order_by("-pk").first()


def _report(number: str, place: Institution, text: str, *, at: datetime, on: date) -> None:
    leading = Post.objects.held_on(on).filter(office__institution=place, duty__in=reports.LEADING)
    post = leading.filter(duty=Duty.HIGHEST_AUTHORITY).select_related("holder").first()
    if post is not None:
        reports.answer_report(number, by=Actor.official(post.holder), at=at, text=text)


def _directorate(local_part: str) -> Actor:
    return Actor.official(User.objects.get(email=f"{local_part}@{DOMAIN}"))
