"""How a file comes to be released: it is looked into, and a person clears what was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import User
from offices.calendars import local_date
from release.inspection import inspect
from release.known import Known
from release.report import Finding, Report
from requests_app import policies
from requests_app.errors import FileHeld, Incomplete, NotYours
from requests_app.models import Clearance, FileCheck, InformationRequest, Requester
from requests_app.release_gate import EDITION, WHOLE_FILE, Sent, key_of, may_be_cleared
from requests_app.states import FileVerdict, Visibility

# Shorter than this is not a reason for everybody to read somebody's datum.
LEAST_REASON = 15


def look_into(
    info_request: InformationRequest, sent: Sent, path: Path, *, at: datetime, antivirus: str
) -> FileCheck:
    """Inspect the file at `path`, which holds what `sent` names, and keep what was found.

    It takes at most ten seconds, never raises for what is inside, and reads nothing of the file
    in this process. `antivirus` is the scanner's socket; empty without one.
    """
    known = known_of(info_request.requester)
    report = inspect(path, name=sent.name, known=known, antivirus=antivirus)
    return note(info_request, sent, report, at=at)


def note(
    info_request: InformationRequest, sent: Sent, report: Report, *, at: datetime
) -> FileCheck:
    """Keep what an inspection said of a file of that request."""
    return FileCheck.objects.create(
        info_request=info_request,
        institution_id=info_request.institution_id,
        digest=sent.digest,
        name=sent.name,
        verdict=FileVerdict(report.verdict.value),
        report=report.as_dict(),
        edition=EDITION,
        checked_at=at,
    )


def known_of(requester: Requester) -> Known:
    """Return the data of who asked, to be looked for in what they and others will read."""
    return Known(
        name=requester.name,
        identity_document=requester.identity_document,
        email=requester.email,
        phone=requester.phone,
        address=requester.address,
    )


def clear(
    check: FileCheck,
    keys: Iterable[str],
    *,
    readers: Visibility,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Let findings pass for those readers, because a person looked and says why.

    The findings are named by their fingerprint (`release_gate.key_of`): a clearance is for what
    was seen, and holds for no other content. Raises NotYours, FileHeld for a file that cannot be
    released or a finding nobody may clear, Incomplete.
    """
    user = _who_looked(check.info_request, by=by, at=at)
    wanted = list(dict.fromkeys(keys))
    found = {key_of(one): one for one in Report.from_dict(check.report).findings}
    _require_clearable(check, [found.get(key) for key in wanted], readers)
    _require_reason(reason, readers)
    with transaction.atomic():
        for key in wanted:
            Clearance.objects.create(
                file_check=check,
                finding=key,
                readers=readers,
                reason=reason.strip(),
                by=user,
                at=at,
            )


def confirm_look(check: FileCheck, *, readers: Visibility, by: Actor, at: datetime) -> None:
    """Keep that a person opened the whole file and found it fit for those readers.

    Raises NotYours, FileHeld for a file that cannot be released.
    """
    user = _who_looked(check.info_request, by=by, at=at)
    _require_releasable(check)
    Clearance.objects.create(
        file_check=check,
        finding=WHOLE_FILE,
        readers=readers,
        reason=_("Abrió el archivo y lo miró entero."),
        by=user,
        at=at,
    )


def _who_looked(info_request: InformationRequest, *, by: Actor, at: datetime) -> User:
    on = local_date(at)
    # Where nobody is in post, who writes its answer down looks at its files as well.
    if not policies.may_register(by, info_request, on=on):
        policies.require_handler(by, info_request, on=on)
    if by.user is None:
        raise NotYours
    return by.user


def _require_releasable(check: FileCheck) -> None:
    if check.verdict in (FileVerdict.REFUSED, FileVerdict.UNINSPECTED):
        raise FileHeld(_("«%(name)s» no se puede entregar así.") % {"name": check.name})


def _require_clearable(
    check: FileCheck, findings: Iterable[Finding | None], readers: Visibility
) -> None:
    _require_releasable(check)
    for finding in findings:
        if finding is None:
            raise FileHeld(
                _("«%(name)s» cambió mientras tanto: vuelva a mirarlo.") % {"name": check.name}
            )
        if not may_be_cleared(finding, readers):
            raise FileHeld(
                _(
                    "«%(name)s» tiene datos de quien pidió: no puede verlo cualquier persona. "
                    "Táchelos, o entréguelo solo a quien lo pidió."
                )
                % {"name": check.name}
            )


def _require_reason(reason: str, readers: Visibility) -> None:
    said = reason.strip()
    if not said:
        raise Incomplete({"reason": _("Indique por qué puede salir.")})
    if readers == Visibility.PUBLIC and len(said) < LEAST_REASON:
        raise Incomplete(
            {"reason": _("Explique con una frase por qué puede leerlo cualquier persona.")}
        )
