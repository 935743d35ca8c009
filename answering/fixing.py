"""Copies of a file that hide less, made by a limited process; the original is never touched."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from answering import shelf
from answering.models import AnswerFile
from answering.states import MadeBy
from release import fixes, wording
from release.report import FixKind, Report
from requests_app.errors import DocumentRefused


@dataclass(frozen=True, slots=True)
class Fix:
    """One copy that can be made, in the words of its button."""

    kind: str
    label: str | Promise


def offered(file: AnswerFile, report: Report) -> list[Fix]:
    """Return the copies worth making of a file in which that was found.

    One made already is not offered again of itself.
    """
    kinds = fixes.fixes_for(report)
    return [Fix(kind.value, _(wording.FIXES[kind])) for kind in kinds if kind != file.made_by]


def fix(file: AnswerFile, made_by: MadeBy, *, by: User, at: datetime) -> AnswerFile:
    """Make the copy and put it in the file's place; it has yet to be looked into.

    Raises DocumentRefused when it cannot be made, OSError for a full disk.
    """
    with tempfile.TemporaryDirectory() as folder, shelf.on_disk(file) as path:
        target = Path(folder) / f"copia.{file.extension}"
        try:
            fixes.fix(path, FixKind(made_by.value), target)
        except (fixes.FixFailed, ValueError) as failure:
            raise DocumentRefused(
                _("No se pudo hacer esa copia de «%(name)s».") % {"name": file.name}
            ) from failure
        return shelf.add_copy(file, target, made_by, by=by, at=at)
