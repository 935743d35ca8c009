"""The yearly report as a document to print: the same tables as its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from look.figures.tables import Table
from look.templatetags.look import number
from reports.figures import Balance, Keys, balance
from reports.models import YearReport
from reports.tables import texts_of
from typeset import document
from typeset.document import Block, Document, Facts, Heading, Listed, Paragraph

# A table of more columns than this has them narrow: its words go to the first alone.
_WIDE = 3


def as_document(
    report: YearReport,
    scope: str,
    keys: Keys,
    tables: Sequence[Table],
    definitions: Sequence[str],
    address: str,
) -> Document:
    """Return the report of one scope, given in words, as a document of plain parts.

    `address` is where its page is, with its files.
    """
    told = report.told
    blocks: list[Block] = []
    if told["texto"]:
        blocks += [Paragraph(part) for part in told["texto"].splitlines() if part.strip()]
    if told["motivo"]:
        blocks.append(Paragraph(_("Fe de erratas: %s") % told["motivo"], "callout"))
    blocks.append(Facts(facts(report, address)))
    blocks.append(Paragraph(in_words(balance(keys)), "callout"))
    for table in tables:
        blocks += [Heading(table.caption), _printed(table)]
    blocks += [Heading(_("Qué cuenta cada cifra")), Listed(definitions)]
    blocks += [Heading(_("Los meses de los que sale")), _months(report)]
    blocks += [Paragraph(_("Huella SHA-256 de este informe"), "note")]
    blocks.append(Paragraph(report.digest, "seal"))
    title = _("Informe anual %(year)s") % {"year": report.year}
    return Document(title=title, over=scope, blocks=blocks, footer=f"{title} · {scope}")


def in_words(sides: Balance) -> str:
    """Return the identity as one line: both sides with their figures, and whether they agree."""
    came = [
        _("%(n)s pendientes al empezar") % {"n": number(sides.start)},
        _("%(n)s recibidos") % {"n": number(sides.received)},
    ]
    if sides.adjusted:
        late = _("%(n)s registrados después del corte de su mes")
        came.append(late % {"n": number(sides.adjusted)})
    left = [
        _("%(n)s cerrados") % {"n": number(sides.closed)},
        _("%(n)s pendientes al terminar") % {"n": number(sides.end)},
    ]
    equation = f"{' + '.join(came)} = {' + '.join(left)}"
    if sides.holds:
        agrees = _("La cuenta cierra: ningún pedido se pierde.")
        return f"{equation}. {agrees}"
    wrong = _("La cuenta no cierra: diferencia %(n)s.") % {"n": f"{sides.difference:+}"}
    return f"{equation}. {wrong}"


def facts(report: YearReport, address: str) -> list[tuple[str, str]]:
    """Return as of when and by which rules the report speaks."""
    months = report.told["meses"]
    cuts = [datetime.fromisoformat(line["corte"]) for line in months]
    calendars = sorted({line["calendario"] for line in months})
    rules = sorted({line["reglas"] for line in months})
    return [
        (_("Edición"), str(report.edition)),
        (_("Publicado"), _instant(report.decided_at)),
        (_("Corte de cada mes"), " – ".join(dict.fromkeys(map(_instant, (min(cuts), max(cuts)))))),
        (_("Calendario de días hábiles"), ", ".join(calendars)),
        (_("Reglas"), ", ".join(rules)),
        (_("Dónde está, con sus datos"), address),
    ]


def as_pdf(printed: Document, *, at: datetime, demo: bool) -> bytes:
    """Return the document as a tagged PDF dated `at`."""
    return document.as_pdf(printed, at=at, demo=demo)


def _months(report: YearReport) -> document.Table:
    rows = [
        (line["mes"], str(line["revision"]), f"{line['huella'][:32]} {line['huella'][32:]}")
        for line in report.told["meses"]
    ]
    heads = [_("Mes"), _("Revisión"), _("Huella SHA-256")]
    return document.Table(heads, rows, widths=(0, 0, 1))


def _printed(table: Table) -> document.Table:
    columns = range(1, len(table.headers))
    return document.Table(
        list(table.headers),
        texts_of(table),
        numeric=list(columns),
        widths=[2, *(1 for _column in columns)] if len(table.headers) > _WIDE else (),
    )


def _instant(at: datetime | None) -> str:
    return formats.date_format(localtime(at), "LEGAL_INSTANT_FORMAT") if at else "–"
