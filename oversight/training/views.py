"""Training, at the Directorate: courses, their days, who came, and who lacks a certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from accounts.models import User
from look.figures.files import as_csv
from offices.errors import RegistryRefused
from offices.models import Duty, Post
from offices.models.institution import Branch
from oversight.training import acts, forms, lacking
from oversight.training.errors import TrainingIncomplete, TrainingRefused
from oversight.training.models import Certificate, Course, Enrolment, Session
from oversight.views_access import directorate_only

UNPROCESSABLE, CONFLICT = 422, 409
SHOWN = 50
WITHOUT, WITH = "sin", "con"
Done = TypeVar("Done")


@require_safe
@directorate_only
def show_training(request: SignedInRequest) -> HttpResponse:
    """Show what is given, and how many of those in post hold a certificate."""
    on = localdate()
    people = lacking.people_in_post(on)
    on_list = Count("enrolments", filter=Q(enrolments__left_at=None))
    sessions = Session.objects.select_related("course").annotate(on_list=on_list)
    context = {
        "courses": Course.objects.annotate(given=Count("sessions")),
        "coming": sessions.filter(held_on__gte=on, closed_on=None).order_by("held_on", "pk"),
        "to_close": sessions.filter(held_on__lt=on, closed_on=None),
        "closed": sessions.exclude(closed_on=None).annotate(
            passed=Count("enrolments__certificate", distinct=True)
        )[:SHOWN],
        "lacking": sum(one.valid_until is None for one in people),
        "in_post": len(people),
        "branches": [(row, lacking.of_hundred(row.share)) for row in lacking.by_branch(people)],
    }
    return render(request, "training/training.html", context)


@require_safe
@directorate_only
def show_people(request: SignedInRequest) -> HttpResponse:
    """Show who is in post with or without a certificate; `formato=csv` gives what is seen."""
    chosen = {
        "rama": request.GET.get("rama", ""),
        "certificado": request.GET.get("certificado", ""),
    }
    on = localdate()
    people = [one for one in lacking.people_in_post(on) if _is_chosen(one, chosen)]
    table = lacking.table_of(people)
    if request.GET.get("formato") == "csv":
        return HttpResponse(
            as_csv(table, [(_("Al día"), on.isoformat())]),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="capacitacion.csv"'},
        )
    context = {"table": table, "chosen": chosen, "branches": Branch.choices, "today": on}
    return render(request, "training/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def add_course(request: SignedInRequest) -> HttpResponse:
    """Add a course."""
    form = forms.CourseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        by = Actor.official(request.user)
        course = _tried(form, lambda: acts.add_course(form.course(), by=by, at=now()))
        if course is not None:
            messages.success(request, _("El curso quedó agregado. Falta anunciar un día."))
            return redirect("training:course", pk=course.pk)
    return _page(request, "training/add_course.html", form, {})


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_course(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a course with its days, and announce another."""
    course = get_object_or_404(Course, pk=pk)
    form = forms.SessionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        by = Actor.official(request.user)
        session = _tried(form, lambda: acts.announce(course, form.session(), by=by, at=now()))
        if session is not None:
            messages.success(request, _("El encuentro quedó anunciado a las oficinas."))
            return redirect("training:session", pk=session.pk)
    context = {"course": course, "sessions": course.sessions.all()[:SHOWN]}
    return _page(request, "training/course.html", form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a day of a course with its list; what is sent is the attendance."""
    session = get_object_or_404(Session.objects.select_related("course"), pk=pk)
    sent = request.POST if request.method == "POST" else None
    marks = acts.last_marks(session)
    lines = _lines(session, marks, sent)
    refusal: TrainingRefused | RegistryRefused | None = None
    # Each line is looked at, so that every mistake is told at once.
    is_valid = sent is not None and not [line for line in lines if not line.is_valid()]
    if is_valid:
        noted = {line.row.pk: mark for line in lines if (mark := line.mark()) is not None}
        try:
            count = acts.take_attendance(pk, noted, by=Actor.official(request.user), at=now())
        except (TrainingRefused, RegistryRefused) as error:
            refusal = error
        else:
            messages.success(request, _noted(count))
            return redirect("training:session", pk=pk)
    status = CONFLICT if refusal else UNPROCESSABLE if sent is not None else 200
    context = _session_context(request, session, lines, marks) | {"refusal": refusal}
    return render(request, "training/session.html", context, status=status)


@require_POST
@directorate_only
def enrol(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put somebody on the list."""
    session = get_object_or_404(Session.objects.select_related("course"), pk=pk)
    form = forms.PersonForm(request.POST)
    if form.is_valid():
        person = User.objects.filter(email=form.cleaned_data["email"].lower()).first()
        by = Actor.official(request.user)
        if person is None:
            form.add_error("email", _("Nadie ingresa al sistema con ese correo."))
        else:
            row = _tried(form, lambda: acts.enrol(pk, person, by=by, at=now()))
            if row is not None:
                messages.success(request, _("Quedó en la lista."))
                return redirect("training:session", pk=pk)
    marks = acts.last_marks(session)
    context = _session_context(request, session, _lines(session, marks, None), marks)
    return _page(request, "training/session.html", form, context, name="person_form")


@require_POST
@directorate_only
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the attendance and issue the certificates."""
    session = get_object_or_404(Session, pk=pk)
    try:
        issued = acts.close_session(session.pk, by=Actor.official(request.user), at=now())
    except TrainingIncomplete as refusal:
        messages.error(request, " ".join(str(text) for text in refusal.fields.values()))
    except (TrainingRefused, RegistryRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "La asistencia quedó cerrada: se emitió %(n)d certificado.",
            "La asistencia quedó cerrada: se emitieron %(n)d certificados.",
            len(issued),
        )
        messages.success(request, said % {"n": len(issued)})
    return redirect("training:session", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def show_certificate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a certificate, and end it before its day."""
    rows = Certificate.objects.select_related("enrolment", "issued_by", "revoked_by")
    certificate = get_object_or_404(rows, pk=pk)
    form = forms.ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        because = form.cleaned_data["because"]
        by = Actor.official(request.user)
        done = _tried(form, lambda: acts.revoke(pk, by=by, at=now(), because=because))
        if done is not None:
            messages.success(request, _("El certificado quedó revocado."))
            return redirect("training:certificate", pk=pk)
    context = {"certificate": certificate, "is_director": _is_director(request)}
    return _page(request, "training/certificate.html", form, context)


def _lines(
    session: Session, marks: Mapping[int, acts.Mark | None], sent: QueryDict | None
) -> list[forms.AttendanceLine]:
    rows = session.enrolments.filter(left_at=None).select_related("person", "institution")
    with_score = session.course.pass_mark is not None
    return [
        forms.AttendanceLine(
            sent, row=row, with_score=with_score, initial=_initial(marks.get(row.pk))
        )
        for row in rows
    ]


def _initial(mark: acts.Mark | None) -> dict[str, Any]:
    if mark is None:
        return {}
    came = forms.CAME if mark.attended else forms.ABSENT
    return {"came": came, "score": "" if mark.score is None else str(mark.score)}


def _session_context(
    request: SignedInRequest,
    session: Session,
    lines: Sequence[forms.AttendanceLine],
    marks: Mapping[int, acts.Mark | None],
) -> dict[str, Any]:
    on = localdate()
    certificates = Certificate.objects.filter(enrolment__session=session)
    return {
        "session": session,
        "lines": [(line, place > session.seats) for place, line in enumerate(lines, start=1)],
        "waiting": max(len(lines) - session.seats, 0),
        "may_mark": session.closed_on is None and session.held_on <= on,
        "may_close": (
            session.closed_on is None
            and bool(marks)
            and all(marks.values())
            and _is_director(request)
        ),
        "person_form": forms.PersonForm(),
        "certificates": certificates.order_by("name"),
        "corrections": _corrections(session),
    }


def _corrections(session: Session) -> list[Enrolment]:
    counted = session.enrolments.annotate(marked=Count("marks")).filter(marked__gt=1)
    return list(counted.select_related("person").prefetch_related("marks__by"))


def _is_chosen(one: lacking.Trained, chosen: dict[str, str]) -> bool:
    if chosen["rama"] and one.institution.branch != chosen["rama"]:
        return False
    wanted = {WITHOUT: False, WITH: True}.get(chosen["certificado"])
    return wanted is None or wanted == (one.valid_until is not None)


def _is_director(request: SignedInRequest) -> bool:
    held = Post.objects.held_on(localdate())
    return held.filter(holder=request.user, duty=Duty.DIRECTOR).exists()


def _noted(count: int) -> str:
    if not count:
        return _("No había nada nuevo que anotar.")
    said = ngettext("Se anotó %(n)d persona.", "Se anotaron %(n)d personas.", count)
    return said % {"n": count}


def _tried(form: django_forms.Form, act: Callable[[], Done]) -> Done | None:
    """Do the act; a refusal is told in the form, where what was typed stays."""
    try:
        return act()
    except TrainingIncomplete as refusal:
        for name, message in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(message))
        return None
    except (TrainingRefused, RegistryRefused) as refusal:
        form.add_error(None, str(refusal))
        return None


def _page(
    request: SignedInRequest,
    template: str,
    form: django_forms.Form,
    context: dict[str, Any],
    *,
    name: str = "form",
) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, template, {**context, name: form}, status=status)
