"""The units of an institution: read by its office, arranged by whoever leads it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.http import SignedInRequest
from casework import actions
from casework.forms.office import LiaisonForm, UnitForm
from casework.models import Liaison, Unit
from casework.views.at_desk import at_desk
from casework.views.place import leads, place_of
from look.whole_numbers import whole_number
from offices.models import Institution
from requests_app.desks import Desk
from requests_app.errors import ActionRefused

UNPROCESSABLE = 422


@at_desk
def units(request: SignedInRequest, desk: Desk) -> HttpResponse:
    """List the units with their people; add one."""
    place = place_of(request, desk)
    if request.method == "POST":
        form = UnitForm(request.POST)
        if form.is_valid():
            try:
                unit = actions.open_unit(
                    place, form.cleaned_data["name"], by=_by(request), at=now()
                )
            except ActionRefused as refusal:
                form.add_error("name", str(refusal.message))
            else:
                messages.success(request, gettext("Se agregó la unidad %(unit)s.") % {"unit": unit})
                return redirect("casework:unit", pk=unit.pk)
    else:
        form = UnitForm()
    context = {
        "place": place,
        "places": desk.institutions,
        "leads": leads(desk, place),
        "rows": _with_people(place, desk),
        "form": form,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "casework/units.html", context, status=status)


@at_desk
def unit(request: SignedInRequest, desk: Desk, pk: int) -> HttpResponse:
    """Arrange one unit: its name, its people, its end."""
    row = get_object_or_404(Unit.objects.visible_to(desk.user, on=desk.on), pk=pk)
    if not leads(desk, row.institution):
        raise Http404
    named, liaison = UnitForm(initial={"name": row.name}), LiaisonForm()
    if request.method == "POST":
        what = request.POST.get("what", "")
        if what == "rename":
            named = UnitForm(request.POST)
        elif what == "liaison":
            liaison = LiaisonForm(request.POST)
        if (answer := _arrange(request, row, what, named, liaison)) is not None:
            return answer
    people = Liaison.objects.in_force(desk.on).filter(unit=row).select_related("post__holder")
    bound = next((form for form in (named, liaison) if form.is_bound), None)
    context = {
        "unit": row,
        "liaisons": people,
        "named": named,
        "liaison_form": liaison,
        "form": bound,
    }
    return render(request, "casework/unit.html", context, status=UNPROCESSABLE if bound else 200)


def _arrange(
    request: SignedInRequest, row: Unit, what: str, named: UnitForm, liaison: LiaisonForm
) -> HttpResponse | None:
    """Do what was asked and say so; None leaves the page to show what is wrong."""
    try:
        match what:
            case "rename" if named.is_valid():
                name = named.cleaned_data["name"]
                actions.rename_unit(row, name, by=_by(request), at=now())
                said = gettext("Se cambió el nombre de la unidad.")
            case "liaison" if liaison.is_valid():
                actions.name_liaison(row, by=_by(request), at=now(), **liaison.cleaned_data)
                said = gettext(
                    "Quedó como enlace de la unidad. Si todavía no tiene contraseña, la crea "
                    "con «¿Olvidó su contraseña?» en la página de ingreso."
                )
            case "end":
                ended = _liaison_of(row, request.POST.get("liaison", ""))
                actions.end_liaison(ended, by=_by(request), at=now())
                said = gettext("Esa persona ya no es enlace de la unidad.")
            case "close":
                actions.close_unit(row, by=_by(request), at=now())
                messages.success(request, str(_("La unidad quedó dada de baja.")))
                return redirect("casework:units")
            case _:
                return None
    except ActionRefused as refusal:
        return _refused(request, row, refusal, named, liaison)
    messages.success(request, said)
    return redirect("casework:unit", pk=row.pk)


def _refused(
    request: SignedInRequest,
    row: Unit,
    refusal: ActionRefused,
    named: UnitForm,
    liaison: LiaisonForm,
) -> HttpResponse | None:
    for form, field in ((named, "name"), (liaison, "email")):
        if form.is_bound:
            form.add_error(field, str(refusal.message))
            return None
    messages.error(request, str(refusal.message))
    return redirect("casework:unit", pk=row.pk)


def _liaison_of(row: Unit, key: str) -> Liaison:
    return get_object_or_404(Liaison, unit=row, pk=whole_number(key))


def _with_people(place: Institution, desk: Desk) -> list[tuple[Unit, list[str]]]:
    found = Liaison.objects.in_force(desk.on).filter(unit__institution=place)
    people: dict[int, list[str]] = {}
    for liaison in found.select_related("post__holder"):
        # By address, as they were named: whose account it is, and of whom, is not told by it.
        people.setdefault(liaison.unit_id, []).append(liaison.post.holder.email)
    rows = Unit.objects.active().filter(institution=place)
    return [(row, people.get(row.pk, [])) for row in rows]


def _by(request: SignedInRequest) -> Actor:
    return Actor.official(request.user)
