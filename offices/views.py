"""The public pages of the registry: the list with its search, and one institution."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from offices.errors import UnknownInstitution
from offices.forms import InstitutionSearch
from offices.law_letters import LETTERS, PUBLIC_SOURCES
from offices.models import Branch, Duty, Institution, Office, OfficeKind, Post
from offices.schedules import institution_of
from offices.search import Match, find

Places = list[tuple[str, list[Match]]]


def institutions(request: HttpRequest) -> HttpResponse:
    """List those a search finds or, with no search, all of them by branch and department."""
    form = InstitutionSearch(request.GET)
    if not form.is_valid():
        return render(request, "offices/institutions.html", {"form": form}, status=422)
    query = form.cleaned_data["q"]
    found = find(query, branch=form.cleaned_data["rama"])
    context = {
        "form": form,
        "query": query,
        "found": found,
        "groups": [] if query else _by_branch(found.matches),
    }
    return render(request, "offices/institutions.html", context)


def institution(request: HttpRequest, code: str) -> HttpResponse:
    """Show one institution; a dissolved one leads to its successor, which says so.

    `?antes=CODE` names the dissolved one that led here.
    """
    asked = _known(code)
    living = asked.competent()
    if living != asked:
        return redirect(f"{_address(living)}?antes={asked.code}")
    if code != asked.code:
        return redirect(_address(asked))
    predecessors = list(asked.predecessors.all())
    office = Office.objects.filter(institution=asked, kind=OfficeKind.ACCESS).first()
    context = {
        "institution": asked,
        "letter": LETTERS[asked.category],
        "public_sources": PUBLIC_SOURCES,
        "office": office,
        "has_officer": office is not None and _has_officer(office),
        "directorate": _directorate(),
        "predecessors": predecessors,
        "came_from": _named(request.GET.get("antes", ""), heir=asked),
    }
    return render(request, "offices/institution.html", context)


def _known(code: str) -> Institution:
    try:
        return institution_of(code)
    except UnknownInstitution as unknown:
        raise Http404(str(unknown)) from unknown


def _named(code: str, *, heir: Institution) -> Institution | None:
    """The dissolved institution of that code, if it is really `heir` that answers for it."""
    if not code:
        return None
    rows = Institution.objects.select_related("successor")
    dissolved = rows.filter(code=code, is_active=False).first()
    return dissolved if dissolved is not None and dissolved.competent() == heir else None


def _has_officer(office: Office) -> bool:
    return Post.objects.held_on(localdate()).filter(office=office, duty=Duty.OFFICER).exists()


def _directorate() -> Office | None:
    return Office.objects.filter(kind=OfficeKind.DIRECTORATE).select_related("institution").first()


def _address(row: Institution) -> str:
    return reverse("offices:institution", args=[row.code])


def _by_branch(matches: Iterable[Match]) -> list[tuple[Branch, int, Places]]:
    """Group by branch in the order of the list; municipalities by department within theirs."""
    order = list(Branch.values)
    rows = sorted(matches, key=lambda match: order.index(match.institution.branch))
    groups = []
    for value, group in groupby(rows, key=lambda match: match.institution.branch):
        members = list(group)
        branch = Branch(value)
        places = _by_department(members) if branch is Branch.MUNICIPALITY else [("", members)]
        groups.append((branch, len(members), places))
    return groups


def _by_department(matches: Iterable[Match]) -> Places:
    rows = sorted(matches, key=lambda match: match.institution.department)
    groups = groupby(rows, key=lambda match: match.institution.department)
    return [(department, list(group)) for department, group in groups]
