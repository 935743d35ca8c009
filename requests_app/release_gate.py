"""Which files of an answer may go out: looked into, and every finding looked at by a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from release.report import Finding, FindingKind, Report
from requests_app.errors import FileHeld
from requests_app.models import Clearance, FileCheck, InformationRequest
from requests_app.sealing import canonical
from requests_app.states import FileVerdict, Visibility

# Raise it when an inspection learns to see more: what an earlier one let pass is checked again.
EDITION = "1"
WHOLE_FILE = ""
PERSONAL = frozenset(kind for kind in FindingKind if kind.value.startswith("personal_"))


class Sent(Protocol):
    """A file on its way: its content is known by its SHA-256."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...


class Need(StrEnum):
    """What is still to be done before a file may go out."""

    NOTHING = "nothing"
    CHECK = "check"
    CLEAR = "clear"
    LOOK = "look"
    REPLACE = "replace"
    CHECK_AGAIN = "check_again"


WHY_HELD: dict[Need, str | Promise] = {
    Need.CHECK: gettext_lazy("«%(name)s» todavía no se revisó."),
    Need.CHECK_AGAIN: gettext_lazy(
        "«%(name)s» no se pudo revisar: pida otra revisión, o reemplácelo."
    ),
    Need.CLEAR: gettext_lazy(
        "«%(name)s» tiene datos que una persona debe mirar antes de que salga."
    ),
    Need.LOOK: gettext_lazy(
        "«%(name)s» va a poder verlo cualquier persona: ábralo, mírelo entero y confírmelo."
    ),
    Need.REPLACE: gettext_lazy("«%(name)s» no se puede entregar así: reemplácelo o quítelo."),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One finding, its fingerprint, and who cleared it for those who will read the file."""

    finding: Finding
    key: str
    clearance: Clearance | None
    may_be_cleared: bool


@dataclass(frozen=True, slots=True)
class FileStanding:
    """Where one file stands on its way out to `readers`."""

    name: str
    readers: Visibility
    check: FileCheck | None = None
    matters: tuple[Matter, ...] = ()
    look: Clearance | None = None

    @property
    def need(self) -> Need:
        """What is still to be done; a file nobody checked counts as held."""
        if self.check is None or self.check.edition != EDITION:
            return Need.CHECK
        if self.check.verdict == FileVerdict.REFUSED:
            return Need.REPLACE
        if self.check.verdict == FileVerdict.UNINSPECTED:
            return Need.CHECK_AGAIN
        return self._need_of_a_person()

    def _need_of_a_person(self) -> Need:
        waiting = [matter for matter in self.matters if matter.clearance is None]
        if any(not matter.may_be_cleared for matter in waiting):
            return Need.REPLACE
        if waiting:
            return Need.CLEAR
        return Need.LOOK if self.readers == Visibility.PUBLIC and not self.look else Need.NOTHING

    @property
    def is_released(self) -> bool:
        """Whether it may go out."""
        return self.need is Need.NOTHING

    @property
    def why_held(self) -> str:
        """One sentence that names the file; empty when it may go out."""
        need = self.need
        return "" if need is Need.NOTHING else str(WHY_HELD[need]) % {"name": self.name}


def key_of(finding: Finding) -> str:
    """Return the fingerprint of a finding: the same thing at the same place has the same one."""
    said = canonical([finding.kind.value, finding.where, finding.detail])
    return hashlib.sha256(said.encode()).hexdigest()


def may_be_cleared(finding: Finding, readers: Visibility) -> bool:
    """Say whether a person may let it pass: never what belongs to who asked, towards everybody.

    Their name is public only if they chose so, and their other data never are.
    """
    is_theirs = finding.kind is FindingKind.PERSONAL_REQUESTER
    return not (is_theirs and readers == Visibility.PUBLIC)


def standings(
    info_request: InformationRequest, files: Iterable[tuple[Sent, Visibility]]
) -> list[FileStanding]:
    """Return where each file stands, in order, in at most two queries."""
    files = list(files)
    checks = FileCheck.objects.filter(
        info_request=info_request, digest__in={sent.digest for sent, _readers in files}
    ).prefetch_related("clearances__by")
    by_file: dict[tuple[str, str], list[FileCheck]] = {}
    for check in checks:
        by_file.setdefault((check.digest, check.name), []).append(check)
    return [
        _standing(sent.name, readers, by_file.get((sent.digest, sent.name), []))
        for sent, readers in files
    ]


def require_released(
    info_request: InformationRequest, files: Sequence[tuple[Sent, Visibility]]
) -> None:
    """Raise FileHeld, naming the first file that may not go out yet."""
    if not files:
        return
    for standing in standings(info_request, files):
        if not standing.is_released:
            raise FileHeld(standing.why_held)


def _standing(name: str, readers: Visibility, checks: Sequence[FileCheck]) -> FileStanding:
    """Return the standing by the newest check, with what people said of it at any earlier one."""
    if not checks:
        return FileStanding(name, readers)
    given = [clearance for check in checks for clearance in check.clearances.all()]
    # What everybody may see, the person who asked may see as well.
    enough = {readers.value, Visibility.PUBLIC.value}
    cleared = {one.finding: one for one in given if one.readers in enough}
    newest = max(checks, key=lambda check: check.pk)
    matters = tuple(
        Matter(
            finding,
            key := key_of(finding),
            cleared.get(key) if may_be_cleared(finding, readers) else None,
            may_be_cleared(finding, readers),
        )
        for finding in Report.from_dict(newest.report).findings
    )
    return FileStanding(name, readers, newest, matters, cleared.get(WHOLE_FILE))


def what_is_left(standing: FileStanding) -> str:
    """Return in a few words what is still to be done with a file, for lists."""
    return {
        Need.NOTHING: _("Puede salir"),
        Need.CHECK: _("Sin revisar"),
        Need.CLEAR: _("Hay que mirarlo"),
        Need.LOOK: _("Falta mirarlo entero"),
        Need.REPLACE: _("No puede salir así"),
        Need.CHECK_AGAIN: _("No se pudo revisar"),
    }[standing.need]
