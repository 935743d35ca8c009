"""Makes a file's bundle, as a PDF or as a zip with everything the PDF was made from."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import override

from noncompliance.evidence.case import bundle_of
from noncompliance.evidence.chapters import document_of
from noncompliance.evidence.facts import Bundle, Reader
from noncompliance.evidence.pack import files_of, zipped
from noncompliance.evidence.saying import LANGUAGE
from noncompliance.models import NonComplianceFile
from typeset.document import as_pdf


def pdf_of(
    file: NonComplianceFile, *, at: datetime, demo: bool, reader: Reader = Reader.DIRECTORATE
) -> bytes:
    """Return the bundle as a PDF, dated `at`. Raises NothingToTell."""
    with override(LANGUAGE):
        return _printed(bundle_of(file, at=at, reader=reader), demo=demo)


def own_pdf_of(file: NonComplianceFile, *, at: datetime, demo: bool) -> bytes:
    """Return the same for the institution it is about. Raises NothingToTell."""
    return pdf_of(file, at=at, demo=demo, reader=Reader.INSTITUTION)


def zip_of(file: NonComplianceFile, *, at: datetime, demo: bool) -> bytes:
    """Return the bundle as a zip: the same facts at the same instant are the same bytes.

    Raises NothingToTell.
    """
    with override(LANGUAGE):
        bundle = bundle_of(file, at=at, reader=Reader.DIRECTORATE)
        return zipped(files_of(bundle, _printed(bundle, demo=demo)), at=at)


def _printed(bundle: Bundle, *, demo: bool) -> bytes:
    return as_pdf(document_of(bundle), at=bundle.dossier.at, demo=demo)
