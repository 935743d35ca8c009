"""The dated models of every paper: an edition is never edited once in force, only followed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from papers.kinds import Kind

_HERE = Path(__file__).resolve().parent
TYPST_FOLDER = _HERE / "typst"
TEXT_FOLDER = _HERE / "texts"


@dataclass(frozen=True, slots=True)
class Edition:
    """One model: its page (`page`.typ) and, for what is signed and filed, its `text`.txt."""

    id: str
    kind: Kind
    in_force_from: date
    page: str
    text: str = ""

    @property
    def model(self) -> Path:
        """Where its page lies."""
        return TYPST_FOLDER / f"{self.page}.typ"


_FIRST = date(2026, 7, 1)
_COUNTER = date(2026, 11, 22)

EDITIONS: tuple[Edition, ...] = (
    Edition("receipt-2026-07", Kind.RECEIPT, _FIRST, "receipt-2026-07"),
    Edition("verbal-record-2026-07", Kind.VERBAL_RECORD, _FIRST, "verbal-record-2026-07"),
    # Composed by the system, in two copies, also for who does not sign.
    Edition("verbal-record-2026-11", Kind.VERBAL_RECORD, _COUNTER, "verbal-record-2026-11"),
    Edition("notice-2026-11", Kind.NOTICE, _COUNTER, "notice-2026-11"),
    Edition("tacit-denial-2026-07", Kind.TACIT_DENIAL, _FIRST, "tacit-denial-2026-07"),
    Edition(
        "reconsideration-2026-07",
        Kind.RECONSIDERATION,
        _FIRST,
        "writ-2026-07",
        "reconsideration-2026-07",
    ),
    Edition("court-2026-07", Kind.COURT, _FIRST, "writ-2026-07", "court-2026-07"),
)


def edition_on(kind: Kind, day: date, *, editions: tuple[Edition, ...] = EDITIONS) -> Edition:
    """Return the latest edition of that paper in force on `day`; before the first, the first."""
    own = [edition for edition in editions if edition.kind == kind]
    in_force = [edition for edition in own if edition.in_force_from <= day]
    return in_force[-1] if in_force else own[0]


def edition_called(edition_id: str) -> Edition:
    """Return the edition an issued paper remembers. Raises KeyError."""
    return {edition.id: edition for edition in EDITIONS}[edition_id]
