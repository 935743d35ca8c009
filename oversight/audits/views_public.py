"""What anybody sees of audits, and the files with which anybody draws a sample again."""

from __future__ import annotations

from pathlib import Path

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from look.figures.files import as_csv
from oversight.audits import redraw
from oversight.audits.models import Audit
from oversight.audits.published import bodies_of, draw_file
from oversight.audits.results import table_of
from oversight.audits.states import AuditStage

SHOWN = 200
PROGRAM = Path(redraw.__file__).read_bytes()


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """List every audit announced, those given up among them."""
    rows = Audit.objects.defer("population").annotate(
        listed=Sum("strata__size"), drawn=Sum("strata__sample")
    )
    return render(request, "audits/public_list.html", {"audits": rows[:SHOWN]})


@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """Show what was announced, what was drawn and, once published, what was found."""
    audit = get_object_or_404(Audit, number=number)
    bodies = bodies_of(audit)
    context = {
        "audit": audit,
        "bodies": bodies,
        "listed": sum(one.size for one in bodies),
        "drawn": sum(one.sample for one in bodies),
        "is_out": audit.stage == AuditStage.PUBLISHED,
    }
    return render(request, "audits/public_one.html", context)


@require_safe
def download_population(_request: HttpRequest, number: str) -> HttpResponse:
    """Give the list of requests in the very bytes whose digest was announced."""
    audit = get_object_or_404(Audit, number=number)
    return _file(audit.population.encode(), f"poblacion-{audit.number}.csv", "text/csv")


@require_safe
def download_draw(_request: HttpRequest, number: str) -> HttpResponse:
    """Give the draw as the program reads it."""
    audit = get_object_or_404(Audit, number=number)
    return _file(draw_file(audit).encode(), f"sorteo-{audit.number}.json", "application/json")


@require_safe
def download_results(_request: HttpRequest, number: str) -> HttpResponse:
    """Give the results of a published audit."""
    audit = get_object_or_404(Audit.objects.defer("population"), number=number)
    if audit.stage != AuditStage.PUBLISHED:
        raise Http404
    content = as_csv(table_of(audit), [(_("Auditoría"), audit.number)])
    return _file(content.encode(), f"resultados-{audit.number}.csv", "text/csv")


@require_safe
def download_program(_request: HttpRequest) -> HttpResponse:
    """Give the program that repeats a draw."""
    return _file(PROGRAM, "sortear.py", "text/x-python")


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=f"{media_type}; charset=utf-8", headers=headers)
