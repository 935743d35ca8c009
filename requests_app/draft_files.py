"""The files of a draft: kept as they are chosen, handed to the request, swept when forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from requests_app import documents
from requests_app.documents import CheckedFile
from requests_app.errors import DocumentRefused
from requests_app.models import FilingDraft
from requests_app.models.draft import DRAFT_FOLDER, DraftFile

# Of all files of one draft together: enough for a case file, too little to fill a disk.
MAX_DRAFT_BYTES = 60 * documents.MEGABYTE
# A file without its row may be one that is being saved right now.
_MAY_BE_ARRIVING = timedelta(days=1)


def keep(row: FilingDraft, checked: CheckedFile) -> None:
    """Keep one checked file with a saved draft; the same file again changes nothing.

    Raises DocumentRefused when the draft holds too many or too much, OSError for a full disk.
    """
    with transaction.atomic():
        FilingDraft.objects.select_for_update().get(pk=row.pk)
        held = list(row.files.all())
        if any(draft_file.digest == checked.digest for draft_file in held):
            return
        if len(held) >= documents.MAX_FILES:
            raise DocumentRefused(
                _("«%(name)s» no se agregó: puede adjuntar hasta %(limit)s archivos.")
                % {"name": checked.name, "limit": documents.MAX_FILES}
            )
        if sum(draft_file.size for draft_file in held) + checked.size > MAX_DRAFT_BYTES:
            raise DocumentRefused(
                _("«%(name)s» no se agregó: entre todos pueden pesar hasta %(limit)s MB.")
                % {"name": checked.name, "limit": MAX_DRAFT_BYTES // documents.MEGABYTE}
            )
        DraftFile.objects.create(
            draft=row,
            content=File(checked.content, name=checked.name),
            name=checked.name,
            media_type=checked.media_type,
            size=checked.size,
            digest=checked.digest,
        )


def remove(row: FilingDraft, key: str) -> None:
    """Take one file out of the draft; one that is not there changes nothing."""
    _erase(draft_file for draft_file in row.files.all() if str(draft_file.key) == key)


@contextmanager
def opened(row: FilingDraft) -> Iterator[tuple[CheckedFile, ...]]:
    """Yield the draft's files, open, as filing takes them. Raises OSError if one cannot be read."""
    with ExitStack() as stack:
        yield tuple(
            CheckedFile(
                stack.enter_context(File(draft_file.content.open("rb"), name=draft_file.name)),
                draft_file.name,
                draft_file.media_type,
                draft_file.size,
                draft_file.digest,
            )
            for draft_file in row.files.all()
        )


def discard(drafts: Iterable[FilingDraft]) -> None:
    """Remove drafts with everything they hold."""
    for row in drafts:
        _erase(row.files.all())
        row.delete()


def sweep(*, at: datetime) -> int:
    """Remove what nobody came back to and files left without a draft; return how many files."""
    discard(FilingDraft.objects.stale(at=at).iterator())
    if not default_storage.exists(DRAFT_FOLDER):
        return 0
    orphans = [
        path
        for path in _stored()
        if default_storage.get_modified_time(path) < at - _MAY_BE_ARRIVING
        and not DraftFile.objects.filter(content=path).exists()
    ]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def _stored() -> list[str]:
    _folders, names = default_storage.listdir(DRAFT_FOLDER)
    return [f"{DRAFT_FOLDER}/{name}" for name in names]


def _erase(draft_files: Iterable[DraftFile]) -> None:
    """Forget the rows first: a file without a row is swept later, a row without a file is lost."""
    for draft_file in draft_files:
        path = str(draft_file.content.name)
        draft_file.delete()
        default_storage.delete(path)
