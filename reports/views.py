"""The public pages: reports and frozen months, each with its files and how to count it again."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from law.calendar import FIRST_DAY, LAST_DAY
from law.rules import rules_on
from look.figures import files
from look.figures.periods import month_after, month_in_words
from offices.calendars import calendar_for
from reports import counting, found, freezing, printing, recompute, tables
from reports.charts import charts_of
from reports.definitions import definitions
from reports.figures import balance
from reports.models import ReportState, Snapshot, YearReport, canonical
from reports.recompute import STATE

CSV, JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"
# What the pages of figures have in their cells, and the script counts from today's requests.
LIVE = (*counting.CONTROLLED, "pendientes_al_empezar", "pendientes_al_terminar")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what is published: the years' reports, the frozen months, how to check them."""
    reports = YearReport.objects.filter(state=ReportState.PUBLISHED).defer("content")
    rows = Snapshot.objects.defer("dataset", "content").order_by("month", "revision")
    newest = {row.month: row for row in rows}
    months = sorted(newest.values(), key=lambda row: (-row.month.year, row.month))
    context = {"reports": reports, "months": months}
    return render(request, "reports/index.html", context)


@require_safe
def year(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """Show the report of a year, of the State or of one institution."""
    shown = found.report_shown(year, code, request.GET.get("edicion", ""))
    keys = shown.report.figures.get(shown.code, Counter())
    context = {
        "shown": shown,
        "told": shown.report.told,
        "facts": printing.facts(shown.report, ""),
        "tables": found.tables_of(shown.report, shown.code),
        "balance": balance(keys),
        "words": printing.in_words(balance(keys)),
        "charts": charts_of(shown.report.told["por_mes"].get(shown.code, {})),
        "definitions": definitions(),
        "files": [
            (name, _address(f"year_{name}", shown), words)
            for name, words in (
                ("pdf", _("PDF para imprimir")),
                ("csv", _("Todas las cifras (CSV)")),
                ("json", _("Contenido de la huella (JSON)")),
            )
        ],
    }
    return render(request, "reports/year.html", context)


@require_safe
def year_pdf(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """Give the report to print."""
    shown = found.report_shown(year, code, request.GET.get("edicion", ""))
    report = shown.report
    paper = printing.as_document(
        report,
        shown.name or _("Todo el Estado"),
        report.figures.get(shown.code, Counter()),
        found.tables_of(report, shown.code),
        definitions(),
        f"{settings.PUBLIC_URL}{_address('year', shown)}",
    )
    content = printing.as_pdf(paper, at=report.decided_at or now(), demo=settings.DEMO)
    return _file(content, "application/pdf", f"{_stem(shown)}.pdf")


@require_safe
def year_csv(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """Give every figure of the report, one a line; of one institution where one is named."""
    shown = found.report_shown(year, code, request.GET.get("edicion", ""))
    told, figures = shown.report.told, shown.report.figures
    if code:
        figures = {code: figures.get(code, Counter())}
    about = [
        (_("Año"), str(year)),
        (_("Edición"), str(shown.report.edition)),
        (_("Huella"), shown.report.digest),
        (_("Calendario"), ", ".join(sorted({line["calendario"] for line in told["meses"]}))),
        (_("Reglas"), ", ".join(sorted({line["reglas"] for line in told["meses"]}))),
    ]
    text = files.as_csv(tables.plain(figures, told["instituciones"]), about)
    return _file(text, CSV, f"{_stem(shown)}.csv")


@require_safe
def year_json(request: HttpRequest, year: int, code: str = "") -> HttpResponse:
    """Give the text that was hashed, of the whole report."""
    shown = found.report_shown(year, code, request.GET.get("edicion", ""))
    return _file(shown.report.content, JSON, f"informe-{year}-ed{shown.report.edition}.json")


@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    """Show a frozen month, with what a revision changed of it."""
    revisions = found.revisions_of(month)
    snapshot = found.revision_asked(revisions, request.GET.get("revision", ""))
    names = snapshot.told["instituciones"]
    before = next((row for row in revisions if row.revision == snapshot.revision - 1), None)
    state = snapshot.figures[STATE]
    context = {
        "snapshot": snapshot,
        "told": snapshot.told,
        "revisions": revisions,
        "is_newest": snapshot is revisions[-1],
        "title": month_in_words(snapshot.month),
        "tables": [
            *tables.sections(state),
            tables.by_institution(snapshot.figures, names, {}),
        ],
        "identity": tables.identity(snapshot.figures, names),
        "balance": balance(state),
        "words": printing.in_words(balance(state)),
        "changed": before and tables.differences(before.figures, snapshot.figures, names),
        "definitions": definitions(),
        "query": f"?revision={snapshot.revision}",
    }
    return render(request, "reports/month.html", context)


@require_safe
def month_requests(request: HttpRequest, month: str) -> HttpResponse:
    """Give the requests the frozen figures come from."""
    revisions = found.revisions_of(month)
    snapshot = found.revision_asked(revisions, request.GET.get("revision", ""))
    return _file(snapshot.requests_csv, CSV, "pedidos.csv")


@require_safe
def month_figures(request: HttpRequest, month: str) -> HttpResponse:
    """Give every frozen figure, one a line."""
    revisions = found.revisions_of(month)
    snapshot = found.revision_asked(revisions, request.GET.get("revision", ""))
    told = snapshot.told
    about = [
        (_("Mes"), told["mes"]),
        (_("Revisión"), str(told["revision"])),
        (_("Corte"), told["corte"]),
        (_("Calendario"), told["calendario"]),
        (_("Reglas"), told["reglas"]),
        (_("Huella"), snapshot.digest),
    ]
    text = files.as_csv(tables.plain(snapshot.figures, told["instituciones"]), about)
    return _file(text, CSV, f"cifras-{told['mes']}.csv")


@require_safe
def month_json(request: HttpRequest, month: str) -> HttpResponse:
    """Give the text that was hashed."""
    revisions = found.revisions_of(month)
    snapshot = found.revision_asked(revisions, request.GET.get("revision", ""))
    return _file(snapshot.content, JSON, "mes.json")


@require_safe
def today_requests(request: HttpRequest, month: str) -> HttpResponse:
    """Give the requests of a month that is over as they stand now."""
    counted = freezing.count_month(_over(month), calendar_for(None))
    return _file(counted.requests_csv, CSV, "pedidos.csv")


@require_safe
def today_json(request: HttpRequest, month: str) -> HttpResponse:
    """Give the figures of a month that is over as the pages of figures have them now."""
    first = _over(month)
    told = {
        "mes": f"{first:%Y-%m}",
        "corte": now().isoformat(timespec="seconds"),
        "calendario": calendar_for(None).version.label,
        "reglas": rules_on(localdate()).id,
        "indicadores": LIVE,
        "cifras": counting.cells_of(first),
    }
    return _file(canonical(told), JSON, "mes.json")


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Give the program with which anybody counts a month again."""
    content = Path(recompute.__file__).read_bytes()
    return _file(content, "text/x-python; charset=utf-8", "recalcular.py")


def _over(month: str) -> date:
    first = found.month_named(month)
    if not FIRST_DAY <= first < LAST_DAY or month_after(first) > localdate():
        raise Http404
    return first


def _address(name: str, shown: found.Shown) -> str:
    of_body = "" if shown.code == STATE else "_of_body"
    arguments = [shown.report.year, *([shown.code] if of_body else [])]
    address = reverse(f"reports:{name}{of_body}", args=arguments)
    return address if shown.is_newest else f"{address}?edicion={shown.report.edition}"


def _stem(shown: found.Shown) -> str:
    scope = "" if shown.code == STATE else f"-{shown.code}"
    return f"informe-{shown.report.year}-ed{shown.report.edition}{scope}"


def _file(content: str | bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
