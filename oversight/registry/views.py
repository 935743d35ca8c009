"""The registry's pages: the list with its figures and file, and one public source."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from look.figures.files import as_csv
from look.whole_numbers import whole_number
from offices.law_letters import LETTERS
from offices.models import ChangeState, Institution, Post, RegistryChange
from offices.vacancies import last_day_of
from oversight.registry import sources
from oversight.registry.forms import FilterForm
from oversight.views_access import directorate_only
from requests_app.models import InformationRequest

PAGE = 50
UNPROCESSABLE = 422


@require_safe
@directorate_only
def show_sources(request: SignedInRequest) -> HttpResponse:
    """List the public sources that the filters name, with what is vacant in each."""
    form = FilterForm(request.GET)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "lines": []}
        return render(request, "oversight/registry/sources.html", context, status=UNPROCESSABLE)
    lines = _lines(request, form)
    pages = max(-(-len(lines) // PAGE), 1)
    number = min(whole_number(request.GET.get("pagina", ""), digits=4) or 1, pages)
    chosen = {name: text for name, text in form.cleaned_data.items() if text}
    context = {
        "form": form,
        "count": len(lines),
        "lines": lines[(number - 1) * PAGE : number * PAGE],
        "totals": sources.totals(lines),
        "branches": sources.by_branch(lines),
        "proposed": RegistryChange.objects.filter(state=ChangeState.PROPOSED).select_related(
            "institution", "proposed_by"
        ),
        "query": urlencode(chosen),
        "previous": _page(chosen, number - 1) if number > 1 else "",
        "following": _page(chosen, number + 1) if number < pages else "",
    }
    return render(request, "oversight/registry/sources.html", context)


@require_safe
@directorate_only
def download_sources(request: SignedInRequest) -> HttpResponse:
    """Return as CSV every public source that the same filters name."""
    form = FilterForm(request.GET)
    lines = _lines(request, form) if form.is_valid() else []
    about = [(_("Al día"), localdate().isoformat())]
    table = sources.as_table(lines)
    response = HttpResponse(as_csv(table, about), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="registro.csv"'
    return response


@require_safe
@directorate_only
def show_source(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one public source: office, posts of today and before, and every change of it."""
    on = localdate()
    row = get_object_or_404(Institution, code=code)
    [line] = sources.lines_of(Institution.objects.filter(pk=row.pk), _visible(request), on=on)
    posts = Post.objects.filter(office__institution=row).select_related(
        "holder", "office", "stands_in_for"
    )
    history = [(post, last_day_of(post)) for post in posts.order_by("-starts_on", "-pk")]
    context = {
        "line": line,
        "institution": line.institution,
        "letter": LETTERS[row.category],
        "posts": [
            (post, end, post.starts_on <= on and (end is None or end >= on))
            for post, end in history
        ],
        "predecessors": row.predecessors.all(),
        "former_names": row.former_names.splitlines(),
        "changes": row.changes.select_related("proposed_by", "decided_by", "successor"),
        "inherited": row.inheritances.filter(state=ChangeState.APPROVED).select_related(
            "institution"
        ),
    }
    return render(request, "oversight/registry/source.html", context)


def _lines(request: SignedInRequest, form: FilterForm) -> list[sources.Line]:
    wanted = form.wanted()
    found = sources.wanted_institutions(wanted)
    lines = sources.lines_of(found, _visible(request), on=localdate())
    return sources.with_vacancy(lines, wanted.vacant)


def _visible(request: SignedInRequest) -> Any:
    return InformationRequest.objects.visible_to(request.user, on=localdate())


def _page(chosen: dict[str, str], number: int) -> str:
    return f"?{urlencode({**chosen, 'pagina': number})}"
