"""The Directorate's pages: the files by stage, one file, and a proposal by hand."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from look.whole_numbers import whole_number
from noncompliance.forms import ProposeForm
from noncompliance.models import NonComplianceFile
from noncompliance.proposing import propose_by_hand
from noncompliance.states import Cause, FileStage
from noncompliance.views_steps import show_page
from offices.models import Institution
from oversight.views_access import directorate_only
from requests_app.errors import ActionRefused, Incomplete

PAGE = 50
UNPROCESSABLE, CONFLICT = 422, 409


@require_safe
@directorate_only
def show_files(request: SignedInRequest) -> HttpResponse:
    """List the files, the newest first, by stage and institution."""
    stage, code = request.GET.get("etapa", ""), request.GET.get("institucion", "").upper()
    institution = Institution.objects.filter(code=code).first() if code.isprintable() else None
    rows = NonComplianceFile.objects.select_related("institution")
    if institution is not None:
        rows = rows.filter(institution=institution)
    cause = request.GET.get("causa", "")
    if cause in Cause.values:
        rows = rows.filter(cause=cause)
    counts = dict(rows.order_by().values_list("stage").annotate(n=Count("pk")))
    if stage in FileStage.values:
        rows = rows.filter(stage=stage)
    shown, previous, following = _page(request, rows)
    chosen = {
        "etapa": stage if stage in FileStage.values else "",
        "causa": cause if cause in Cause.values else "",
        "institucion": institution.code if institution else "",
    }
    kept = {name: value for name, value in chosen.items() if value}
    context = {
        "stages": [(one, counts.get(one.value, 0)) for one in FileStage],
        "total": sum(counts.values()),
        "causes": list(Cause),
        "chosen": chosen,
        "institution": institution,
        "rows": shown,
        "previous": f"?{urlencode({**kept, 'antes': previous})}" if previous else "",
        "following": f"?{urlencode({**kept, 'despues': following})}" if following else "",
    }
    return render(request, "noncompliance/files.html", context)


@require_safe
@directorate_only
def show_file(request: SignedInRequest, number: str) -> HttpResponse:
    """Show one file; that it was opened is noted before anything is seen."""
    return show_page(request, number)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def propose(request: SignedInRequest) -> HttpResponse:
    """Propose a file by hand."""
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "noncompliance/propose.html", {"form": form})
    if form.is_valid():
        said = form.cleaned_data
        try:
            file = propose_by_hand(
                said["institution"],
                said["requests"],
                by=Actor.official(request.user),
                at=now(),
                reason=said["reason"],
            )
        except Incomplete as refusal:
            for field, words in refusal.fields.items():
                form.add_error(field, words)
        except ActionRefused as refusal:
            context = {"form": form, "refusal": refusal}
            return render(request, "noncompliance/propose.html", context, status=CONFLICT)
        else:
            messages.success(request, _("Quedó propuesto. Otra persona decide si se abre."))
            return redirect("noncompliance:file", number=file.number)
    return render(request, "noncompliance/propose.html", {"form": form}, status=UNPROCESSABLE)


def _page(
    request: SignedInRequest, rows: QuerySet[NonComplianceFile]
) -> tuple[list[NonComplianceFile], int | None, int | None]:
    """Return up to PAGE rows beside the key in the address, and where the neighbours begin."""
    after = whole_number(request.GET.get("despues", ""))
    before = whole_number(request.GET.get("antes", ""))
    if before is not None and after is None:
        found = list(rows.filter(pk__gt=before).order_by("pk")[: PAGE + 1])
        shown = found[:PAGE][::-1]
        first = shown[0].pk if len(found) > PAGE else None
        return shown, first, shown[-1].pk if shown else None
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    first = shown[0].pk if shown and after is not None else None
    return shown, first, shown[-1].pk if len(found) > PAGE else None
