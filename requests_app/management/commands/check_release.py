"""Say what files hide before they are released, to a person or as a line of JSON each."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext

from release.inspection import inspect
from release.known import Known
from release.report import Report, Verdict
from release.wording import SCANS, VERDICTS, advice, label

_KNOWN = {
    "name": "name of the requester, to be looked for in the files",
    "document": "their identity document",
    "email": "their e-mail",
    "phone": "their telephone",
    "address": "their address",
}


class Command(BaseCommand):
    help = "Check files for what they hide; ends with 1 unless all are clean."
    # It looks at files only, so that it works where there is no database.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Read the files, --json and what is known of the requester."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON line per file")
        for name, words in _KNOWN.items():
            parser.add_argument(f"--{name}", default="", help=words)

    def handle(self, *, files: list[str], **options: Any) -> None:
        """Inspect each file and say what was found."""
        known = Known(
            name=options["name"],
            identity_document=options["document"],
            email=options["email"],
            phone=options["phone"],
            address=options["address"],
        )
        are_clean = True
        for file in files:
            path = Path(file)
            report = inspect(path, name=path.name, known=known, antivirus=settings.CLAMAV_SOCKET)
            are_clean = are_clean and report.verdict == Verdict.CLEAN
            # A name that is not UTF-8 can be opened but not printed.
            shown = file.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            self.stdout.write(_line(shown, report) if options["json"] else _told(shown, report))
        if not are_clean:
            sys.exit(1)


def _line(file: str, report: Report) -> str:
    findings = [
        {"kind": one.kind.value, "where": one.where, "detail": one.detail}
        for one in report.findings
    ]
    said = {
        "file": file,
        "type": report.file_type,
        "verdict": report.verdict.value,
        "findings": findings,
    }
    return json.dumps(said, ensure_ascii=False)


def _told(file: str, report: Report) -> str:
    lines = [f"{file}: {gettext(VERDICTS[report.verdict])}"]
    for one in report.findings:
        lines.append(f"  - {gettext(label(one.kind))}. {one.where}: {one.detail}")
        lines.append(f"    {gettext(advice(one.kind))}")
    return "\n".join([*lines, f"  {gettext(SCANS[report.scan])}", ""])
