"""The acts that change the registry: one person proposes by an instrument, another approves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from offices.actions import end_held, seat, serves_directorate
from offices.calendar_changes import require_duty
from offices.calendars import local_date
from offices.errors import (
    ChangeDecided,
    ChangeIncomplete,
    OwnChange,
    RegistryMovedOn,
    ServesTheDirectorate,
)
from offices.models import (
    ChangeState,
    Duty,
    Institution,
    Office,
    OfficeKind,
    Post,
    RegistryAct,
    RegistryChange,
)
from offices.models.post import DESK_DUTIES, DIRECTORATE_DUTIES
from offices.registry_fields import (
    Faults,
    Instrument,
    access_office,
    faults_of_code,
    faults_of_instrument,
    faults_of_values,
    office_values,
    values_of,
    write_values,
)
from offices.registry_names import refresh_names

_NOTHING_CHANGES = _("Cambie al menos un dato.")


@dataclass(frozen=True, slots=True)
class Appointment:
    """Whom an instrument appoints to which duty of an access office, from when to when."""

    email: str
    full_name: str
    duty: Duty
    starts_on: date
    ends_on: date | None = None


def propose_creation(
    code: str, values: Mapping[str, str], given: Instrument, *, by: Actor, at: datetime
) -> RegistryChange:
    """Propose a public source the registry does not know. Raises NotAllowed, ChangeIncomplete."""
    wrong = faults_of_code(code) | faults_of_values(values)
    after = {"code": code, **values}
    return _propose(RegistryAct.CREATION, given, wrong, by=by, at=at, after=after)


def propose_correction(
    institution: Institution,
    values: Mapping[str, str],
    given: Instrument,
    *,
    by: Actor,
    at: datetime,
) -> RegistryChange:
    """Propose other data for a public source or its office; only what differs is kept.

    Raises NotAllowed, ChangeIncomplete.
    """
    standing = values_of(institution, access_office(institution))
    after = {name: text for name, text in values.items() if text != standing[name]}
    wrong = faults_of_values(after)
    if not after:
        wrong["name"] = _NOTHING_CHANGES
    before = {name: standing[name] for name in after}
    return _propose(
        RegistryAct.CORRECTION,
        given,
        wrong,
        by=by,
        at=at,
        institution=institution,
        before=before,
        after=after,
    )


def propose_appointment(
    institution: Institution, whom: Appointment, given: Instrument, *, by: Actor, at: datetime
) -> RegistryChange:
    """Propose that somebody hold a duty at the institution's access office; nobody who is then of
    the Directorate, which touches no answer.

    Raises NotAllowed, ChangeIncomplete.
    """
    wrong: Faults = {}
    if whom.duty not in DESK_DUTIES:
        wrong["duty"] = _("Elija una función de la oficina.")
    if whom.ends_on is not None and whom.ends_on < whom.starts_on:
        wrong["ends_on"] = _("El cargo no puede terminar antes de empezar.")
    if not institution.is_active:
        wrong["duty"] = _("La institución ya no existe: designe en su sucesora.")
    if serves_directorate(whom.email, starts_on=whom.starts_on, ends_on=whom.ends_on):
        wrong["email"] = ServesTheDirectorate.message
    after = {
        "email": whom.email.strip().lower(),
        "full_name": whom.full_name.strip(),
        "duty": whom.duty.value,
        "starts_on": whom.starts_on.isoformat(),
        "ends_on": whom.ends_on.isoformat() if whom.ends_on else "",
    }
    return _propose(
        RegistryAct.APPOINTMENT,
        given,
        wrong,
        by=by,
        at=at,
        institution=institution,
        effective_on=whom.starts_on,
        after=after,
    )


def propose_end_of_post(
    post: Post, ends_on: date, given: Instrument, *, by: Actor, at: datetime
) -> RegistryChange:
    """Propose the last day of a post. Raises NotAllowed, ChangeIncomplete."""
    wrong: Faults = {}
    if ends_on < post.starts_on:
        wrong["ends_on"] = _("El cargo no puede terminar antes de empezar.")
    if post.ends_on is not None and post.ends_on < ends_on:
        wrong["ends_on"] = _("Ese cargo ya terminó antes de esa fecha.")
    return _propose(
        RegistryAct.END_OF_POST,
        given,
        wrong,
        by=by,
        at=at,
        institution=post.office.institution,
        post=post,
        effective_on=ends_on,
        before={"ends_on": post.ends_on.isoformat() if post.ends_on else ""},
        after={"ends_on": ends_on.isoformat()},
    )


def propose_dissolution(
    institution: Institution, successor: Institution, given: Instrument, *, by: Actor, at: datetime
) -> RegistryChange:
    """Propose that a public source end, and which takes its duties.

    Its approval moves requests, so it is another act (`requests_app.actions.approve_dissolution`).
    Raises NotAllowed, ChangeIncomplete.
    """
    wrong: Faults = {}
    if not successor.is_active or successor.pk == institution.pk:
        wrong["successor"] = _("Elija otra institución, que siga existiendo.")
    if not institution.is_active:
        wrong["successor"] = _("Esta institución ya no existe.")
    if institution.offices.exclude(kind=OfficeKind.ACCESS).exists():
        wrong["successor"] = _(
            "De esta institución dependen la Dirección de Acceso o un centro de atención: primero "
            "deben pasar a otra."
        )
    if given.effective_on is None:
        wrong["effective_on"] = _("Escriba desde qué día rige.")
    return _propose(
        RegistryAct.DISSOLUTION,
        given,
        wrong,
        by=by,
        at=at,
        institution=institution,
        successor=successor,
        before={"name": institution.name},
        after={"name": successor.name},
    )


def reject_registry_change(pk: int, *, by: Actor, at: datetime, note: str) -> RegistryChange:
    """Close a proposal without applying it. Who proposed it may not, but may propose anew.

    Raises NotAllowed, OwnChange, ChangeDecided, ChangeIncomplete, RegistryChange.DoesNotExist.
    """
    with transaction.atomic(durable=True):
        change, user = lock_registry_change(pk, by=by, on=local_date(at))
        if not note.strip():
            raise ChangeIncomplete({"note": _("Escriba por qué se rechaza.")})
        close(change, ChangeState.REJECTED, by=user, at=at, note=note)
    return change


def approve_registry_change(pk: int, *, by: Actor, at: datetime, note: str = "") -> RegistryChange:
    """Apply a proposal, of any act but a dissolution, as a second person who read it.

    Raises NotAllowed, OwnChange, ChangeDecided, RegistryMovedOn when the data are no longer
    those the proposal names, what `seat` and `end_held` raise, RegistryChange.DoesNotExist and
    ValueError for a dissolution.
    """
    with transaction.atomic(durable=True):
        change, user = lock_registry_change(pk, by=by, on=local_date(at))
        apply = _APPLIED.get(change.act)
        if apply is None:
            raise ValueError(f"change {pk} is not approved here")
        apply(change)
        close(change, ChangeState.APPROVED, by=user, at=at, note=note)
    return change


def lock_registry_change(pk: int, *, by: Actor, on: date) -> tuple[RegistryChange, User]:
    """Return a proposal, locked, and the director who decides it.

    Raises RegistryChange.DoesNotExist, NotAllowed, OwnChange, ChangeDecided.
    """
    user = require_duty(by, (Duty.DIRECTOR,), on=on)
    change = RegistryChange.objects.select_for_update(of=("self",)).get(pk=pk)
    if change.state != ChangeState.PROPOSED:
        raise ChangeDecided
    if change.proposed_by_id == user.pk:
        raise OwnChange
    return change, user


def close(change: RegistryChange, state: ChangeState, *, by: User, at: datetime, note: str) -> None:
    """Write who decided a locked proposal and how, in the caller's transaction."""
    change.state, change.note = state, note.strip()
    change.decided_by, change.decided_at = by, at
    change.save()


def dissolve(change: RegistryChange, *, on: date) -> None:
    """End a locked institution in the caller's transaction: it leads to its successor from now.

    Its posts last until `on`, so that whoever leaves can hand over that day; one that was still
    to begin lasts its first day. Raises RegistryMovedOn.
    """
    ended, heir = _locked(change.institution_id), _locked(change.successor_id)
    if not ended.is_active or not heir.is_active:
        raise RegistryMovedOn
    ended.is_active, ended.successor = False, heir
    ended.save(update_fields=["is_active", "successor"])
    lasting = Post.objects.filter(office__institution=ended)
    for post in lasting.exclude(ends_on__lte=on).select_for_update():
        post.ends_on = max(on, post.starts_on)
        post.save(update_fields=["ends_on"])
    refresh_names(ended)


def _propose(
    act: RegistryAct,
    given: Instrument,
    wrong: Faults,
    *,
    by: Actor,
    at: datetime,
    effective_on: date | None = None,
    **told: Any,
) -> RegistryChange:
    user = require_duty(by, DIRECTORATE_DUTIES, on=local_date(at))
    wrong = faults_of_instrument(given, on=local_date(at)) | wrong
    if wrong or given.signed_on is None:
        raise ChangeIncomplete(wrong)
    with transaction.atomic(durable=True):
        return RegistryChange.objects.create(
            act=act,
            instrument=given.instrument.strip(),
            source=given.source.strip(),
            signed_on=given.signed_on,
            effective_on=effective_on or given.effective_on or given.signed_on,
            proposed_by=user,
            proposed_at=at,
            **told,
        )


def _locked(pk: int | None) -> Institution:
    if pk is None:
        raise RegistryMovedOn
    return Institution.objects.select_for_update(of=("self",)).get(pk=pk)


def _create(change: RegistryChange) -> None:
    if faults_of_code(change.after["code"]):
        raise RegistryMovedOn
    institution = Institution(code=change.after["code"])
    write_values(institution, change.after)
    institution.save(force_insert=True)
    Office.objects.create(
        institution=institution, kind=OfficeKind.ACCESS, **office_values(change.after)
    )
    change.institution = institution
    change.save(update_fields=["institution"])
    refresh_names(institution)


def _correct(change: RegistryChange) -> None:
    institution = _locked(change.institution_id)
    office = access_office(institution)
    standing = values_of(institution, office)
    if any(standing[name] != text for name, text in change.before.items()):
        raise RegistryMovedOn
    write_values(institution, change.after)
    if "name" in change.before:
        known = [*institution.former_names.splitlines(), change.before["name"]]
        institution.former_names = "\n".join(dict.fromkeys(known))
    institution.save()
    if of_office := office_values(change.after):
        Office.objects.update_or_create(
            institution=institution, kind=OfficeKind.ACCESS, defaults=of_office
        )
    refresh_names(institution)


def _appoint(change: RegistryChange) -> None:
    said = change.after
    starts_on = date.fromisoformat(said["starts_on"])
    ends_on = date.fromisoformat(said["ends_on"]) if said["ends_on"] else None
    if serves_directorate(said["email"], starts_on=starts_on, ends_on=ends_on):
        raise ServesTheDirectorate
    seated = seat(
        said["email"],
        _locked(change.institution_id),
        Duty(said["duty"]),
        full_name=said["full_name"],
        starts_on=starts_on,
        ends_on=ends_on,
    )
    change.post = seated.post
    change.save(update_fields=["post"])


def _end_post(change: RegistryChange) -> None:
    if change.post_id is not None:
        end_held(change.post_id, ends_on=date.fromisoformat(change.after["ends_on"]))


_APPLIED: dict[str, Callable[[RegistryChange], None]] = {
    RegistryAct.CREATION: _create,
    RegistryAct.CORRECTION: _correct,
    RegistryAct.APPOINTMENT: _appoint,
    RegistryAct.END_OF_POST: _end_post,
}
