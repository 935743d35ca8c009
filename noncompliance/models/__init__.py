"""The tables of non-compliance files."""

from noncompliance.models.file import FileCounter, FileRequest, NonComplianceFile
from noncompliance.models.journal import FileOpening, FileStep
from noncompliance.models.mail import FileMail
from noncompliance.models.prepared import PreparedStep

__all__ = [
    "FileCounter",
    "FileMail",
    "FileOpening",
    "FileRequest",
    "FileStep",
    "NonComplianceFile",
    "PreparedStep",
]
