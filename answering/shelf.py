"""The files to go out with a decision: put on its shelf, looked into, handed to the act."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from answering.models import AnswerFile
from answering.models.file import ANSWER_FOLDER
from answering.states import MadeBy, Shelf
from requests_app import documents, release_desk, release_gate
from requests_app.documents import CheckedFile
from requests_app.errors import DocumentRefused
from requests_app.models import Document, FileCheck, InformationRequest
from requests_app.release_gate import FileStanding, Need
from requests_app.states import Visibility

# A file without its row may be one that is being saved right now.
_MAY_BE_ARRIVING = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a shelf and where it stands on its way out."""

    file: AnswerFile
    standing: FileStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What leaves a shelf with an act: the files that may go out, open, each with its readers;
    what they were made from; and how many stay because their check holds them."""

    files: tuple[CheckedFile, ...] = ()
    originals: tuple[CheckedFile, ...] = ()
    files_to_follow: int = 0
    keys: tuple[int, ...] = ()


NO_FILES = Parcel()


def kept_on(info_request: InformationRequest, shelf: Shelf) -> list[Kept]:
    """Return the files to go out with that decision, in the order they came; three queries."""
    files = list(AnswerFile.objects.on_shelf(info_request, shelf).to_go_out())
    return [
        Kept(file, standing)
        for file, standing in zip(files, _standings(info_request, files), strict=True)
    ]


def kept(file: AnswerFile) -> Kept:
    """Return one file with where it stands."""
    return Kept(file, _standings(file.info_request, [file])[0])


def add(
    info_request: InformationRequest,
    shelf: Shelf,
    checked: CheckedFile,
    *,
    by: User,
    at: datetime,
) -> AnswerFile:
    """Put a file on the shelf; the same one again is the one that is there.

    Raises DocumentRefused when the shelf is full, OSError for a full disk.
    """
    with transaction.atomic():
        InformationRequest.objects.select_for_update().get(pk=info_request.pk)
        there = list(AnswerFile.objects.on_shelf(info_request, shelf))
        for file in there:
            if file.digest == checked.digest:
                return file
        if sum(file.made_from_id is None for file in there) >= documents.MAX_FILES:
            raise DocumentRefused(
                _("«%(name)s» no se agregó: puede adjuntar hasta %(limit)s archivos.")
                % {"name": checked.name, "limit": documents.MAX_FILES}
            )
        return _store(
            AnswerFile(
                info_request=info_request,
                institution_id=info_request.institution_id,
                shelf=shelf,
                name=_free_name(checked.name, {file.name for file in there}),
            ),
            checked,
            by=by,
            at=at,
        )


def add_copy(
    original: AnswerFile,
    path: Path,
    made_by: MadeBy,
    *,
    by: User,
    at: datetime,
    proof: dict[str, object] | None = None,
) -> AnswerFile:
    """Put a copy that hides less in the place of a file, which stays with the institution.

    Raises DocumentRefused for a copy that is no longer a file of its type, OSError for a full
    disk.
    """
    with transaction.atomic(), path.open("rb") as stream:
        AnswerFile.objects.select_for_update().get(pk=original.pk)
        name = str(PurePath(original.name).with_suffix(path.suffix or f".{original.extension}"))
        checked = documents.check(File(stream, name=name), name)
        return _store(
            AnswerFile(
                info_request=original.info_request,
                institution_id=original.institution_id,
                shelf=original.shelf,
                name=checked.name,
                readers=original.readers,
                made_from=original,
                made_by=made_by,
                proof=proof or {},
            ),
            checked,
            by=by,
            at=at,
        )


def remove(file: AnswerFile) -> None:
    """Take a file off the shelf for good, with the copies made of it."""
    for copy in file.copies.all():
        remove(copy)
    _erase([file])


def let_read(file: AnswerFile, readers: Visibility) -> None:
    """Say who will read the file once it is given."""
    file.readers = readers
    file.save(update_fields=["readers"])


def look_into(file: AnswerFile, *, at: datetime) -> FileCheck:
    """Inspect the file, in at most ten seconds, and keep what was found."""
    with on_disk(file) as path:
        return release_desk.look_into(
            file.info_request, file, path, at=at, antivirus=settings.CLAMAV_SOCKET
        )


@contextmanager
def on_disk(file: AnswerFile) -> Iterator[Path]:
    """Yield where the file is for another process to read; storage elsewhere is copied here."""
    try:
        yield Path(file.content.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as here, file.content.open("rb") as stored:
            for chunk in stored.chunks():
                here.write(chunk)
            here.flush()
            yield Path(here.name)


@contextmanager
def parcel_of(info_request: InformationRequest, shelf: Shelf) -> Iterator[Parcel]:
    """Yield what may go out now from a shelf, open until the act is over.

    Each digest is counted again from the bytes that leave. Raises OSError if one cannot be read.
    """
    everything = kept_on(info_request, shelf)
    released = [one.file for one in everything if one.standing.is_released]
    with ExitStack() as stack:
        yield Parcel(
            files=tuple(_open(file, stack, readers=Visibility(file.readers)) for file in released),
            originals=tuple(_open(one, stack) for file in released for one in _made_from(file)),
            files_to_follow=len(everything) - len(released),
            keys=tuple(file.pk for file in released),
        )


def clear_away(info_request: InformationRequest, shelf: Shelf, parcel: Parcel) -> None:
    """Forget what went out, which is now the request's; what stayed is to follow."""
    gone = AnswerFile.objects.filter(pk__in=parcel.keys).select_related("made_from")
    for file in gone:
        _erase([file, *_made_from(file)])
    AnswerFile.objects.on_shelf(info_request, shelf).update(shelf=Shelf.LATER)


def settle(info_request: InformationRequest) -> None:
    """Forget what is on the shelf of later files and was delivered already.

    Between an act and the clearing of its shelf the process may have died.
    """
    digests = Document.objects.filter(info_request=info_request, answer__isnull=False)
    delivered = set(digests.values_list("digest", flat=True))
    for file in AnswerFile.objects.on_shelf(info_request, Shelf.LATER).to_go_out():
        if file.digest in delivered:
            _erase([file, *_made_from(file)])


def seal_of(files: Iterable[Kept]) -> str:
    """Return a mark that changes when a file, its readers or its standing does; "" for none.

    A page carries it, so that what is given is what was looked at.
    """
    said = "\n".join(
        f"{one.file.key.hex} {one.file.digest} {one.file.readers} {one.standing.is_released}"
        for one in files
    )
    return hashlib.sha256(said.encode()).hexdigest()[:32] if said else ""


def needs_check(files: Iterable[Kept]) -> list[AnswerFile]:
    """Return those nobody looked into, or could."""
    return [one.file for one in files if one.standing.need is Need.CHECK]


def sweep(*, at: datetime) -> int:
    """Delete stored files that lost their row; return how many."""
    if not default_storage.exists(ANSWER_FOLDER):
        return 0
    _folders, names = default_storage.listdir(ANSWER_FOLDER)
    paths = [f"{ANSWER_FOLDER}/{name}" for name in names]
    orphans = [
        path
        for path in paths
        if default_storage.get_modified_time(path) < at - _MAY_BE_ARRIVING
        and not AnswerFile.objects.filter(content=path).exists()
    ]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def _standings(info_request: InformationRequest, files: Sequence[AnswerFile]) -> list[FileStanding]:
    return release_gate.standings(
        info_request, [(file, Visibility(file.readers)) for file in files]
    )


def _store(file: AnswerFile, checked: CheckedFile, *, by: User, at: datetime) -> AnswerFile:
    file.content = File(checked.content, name=checked.name)
    file.media_type, file.size = checked.media_type, checked.size
    file.digest, file.uploaded_by, file.uploaded_at = checked.digest, by, at
    file.save()
    return file


def _free_name(name: str, taken: set[str]) -> str:
    """Return `name`, numbered when another file has it: two that are told apart by nothing else
    would be taken for each other."""
    path, tries = PurePath(name), 2
    while name in taken:
        name = f"{path.stem[: documents.NAME_LENGTH - 20]} ({tries}){path.suffix}"
        tries += 1
    return name


def _made_from(file: AnswerFile) -> list[AnswerFile]:
    """Return what a file was made from, back to what the office uploaded."""
    found = []
    while file.made_from is not None:
        file = file.made_from
        found.append(file)
    return found


def _open(file: AnswerFile, stack: ExitStack, *, readers: Visibility | None = None) -> CheckedFile:
    content = stack.enter_context(File(file.content.open("rb"), name=file.name))
    name = file.name
    checked = CheckedFile(content, name, file.media_type, file.size, _digest_of(content))
    return replace(checked, readers=readers) if readers else checked


def _digest_of(content: File[bytes]) -> str:
    counted = hashlib.sha256()
    for chunk in content.chunks():
        counted.update(chunk)
    content.seek(0)
    return counted.hexdigest()


def _erase(files: Sequence[AnswerFile] | QuerySet[AnswerFile]) -> None:
    """Forget the rows first: a file without a row is swept later, a row without a file is lost."""
    for file in files:
        path = str(file.content.name)
        file.delete()
        default_storage.delete(path)
