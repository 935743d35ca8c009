"""The people and the offices of the demonstration, all of them fictional."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from accounts.context import DEMO_PASSWORD
from accounts.models import User
from demo.centres import open_centres
from demo.lives.asking import person
from demo.lives.draw import between, pick
from demo.roster import DIRECTORATE, PLACES
from demo.texts import words
from offices.models import Duty, Institution, Office, OfficeKind, Post
from offices.models.post import CENTRE_DUTIES, DIRECTORATE_DUTIES

PASSWORD = DEMO_PASSWORD
DOMAIN = "demo.example"
# The posts are as old as the law, so that whoever acts in any year held theirs.
SINCE = date(2014, 9, 18)
HOURS = "Lunes a viernes, de 7:00 a 15:00"


class Holder(NamedTuple):
    """Somebody with a post; those one may sign in as say in their name which it is."""

    local_part: str
    full_name: str
    code: str
    duty: Duty
    signs_in: bool = False


def _to_try(local_part: str, label: str, code: str, duty: Duty) -> Holder:
    return Holder(local_part, f"{label} (demostración)", code, duty, signs_in=True)


TO_TRY = (
    _to_try("oficial.mopc", "Oficial de acceso – MOPC", "MOPC", Duty.OFFICER),
    _to_try("jefatura.mopc", "Jefa de oficina – MOPC", "MOPC", Duty.HEAD),
    _to_try("autoridad.mopc", "Máxima autoridad – MOPC", "MOPC", Duty.HIGHEST_AUTHORITY),
    _to_try("enlace.mopc", "Enlace de unidad – MOPC", "MOPC", Duty.LIAISON),
    _to_try("oficial.mec", "Oficial de acceso – MEC", "MEC", Duty.OFFICER),
    _to_try(
        "oficial.asuncion", "Oficial de acceso – Municipalidad de Asunción", "MUN-0000",
        Duty.OFFICER,
    ),
    _to_try("atencion.sanestanislao", "Atención – Centro ciudadano", DIRECTORATE, Duty.CLERK),
    _to_try("auditoria", "Auditora – Dirección de Acceso", DIRECTORATE, Duty.AUDITOR),
    _to_try("direccion", "Director – Dirección de Acceso", DIRECTORATE, Duty.DIRECTOR),
)  # fmt: skip


def staff_offices() -> None:
    """Give the thirty institutions their offices, people and posts; harmless when they have them.

    Only the people of `TO_TRY` can sign in, and only they are marked as demonstration users: the
    others exist so that every act has somebody behind it.
    """
    codes = {place.code for place in PLACES}
    institutions = Institution.objects.in_bulk(codes, field_name="code")
    holders = (*TO_TRY, *_others())
    users = _users(holders)
    offices = _offices(institutions)
    held = set(Post.objects.values_list("office", "holder", "duty"))
    wanted = [
        Post(
            office=offices[holder.code, _kind_of(holder.duty)],
            holder=users[_email(holder)],
            duty=holder.duty,
            starts_on=SINCE,
        )
        for holder in holders
    ]
    Post.objects.bulk_create(
        post for post in wanted if (post.office_id, post.holder_id, post.duty) not in held
    )


def users_to_try() -> list[User]:
    """Return the people one may sign in as, in the order in which they are told."""
    users = User.objects.in_bulk([_email(holder) for holder in TO_TRY], field_name="email")
    return [users[_email(holder)] for holder in TO_TRY if _email(holder) in users]


def _others() -> list[Holder]:
    rng = Random("people")  # noqa: S311  fictional names
    taken = {(holder.code, holder.duty) for holder in TO_TRY}
    return [
        Holder(f"{name}.{place.code.lower()}", person(rng).full_name, place.code, duty)
        for place in PLACES
        for name, duty in (("oficial", Duty.OFFICER), ("autoridad", Duty.HIGHEST_AUTHORITY))
        if (place.code, duty) not in taken
    ]


def _users(holders: tuple[Holder, ...]) -> dict[str, User]:
    wanted = {_email(holder): holder for holder in holders}
    found = User.objects.in_bulk(list(wanted), field_name="email")
    shared = make_password(PASSWORD) if len(found) < len(wanted) else ""
    User.objects.bulk_create(
        User(
            email=email,
            full_name=holder.full_name,
            is_demo=holder.signs_in,
            password=shared if holder.signs_in else make_password(None),
        )
        for email, holder in wanted.items()
        if email not in found
    )
    return User.objects.in_bulk(list(wanted), field_name="email")


def _offices(institutions: dict[str, Institution]) -> dict[tuple[str, str], Office]:
    rng = Random("offices")  # noqa: S311  fictional addresses
    wanted = [(place.code, OfficeKind.ACCESS) for place in PLACES]
    wanted.append((DIRECTORATE, OfficeKind.DIRECTORATE))
    offices: dict[tuple[str, str], Office] = {
        (code, kind): _office(institutions[code], kind, rng) for code, kind in wanted
    }
    offices[DIRECTORATE, OfficeKind.SERVICE_CENTRE] = open_centres()[0]
    return offices


def _office(institution: Institution, kind: OfficeKind, rng: Random) -> Office:
    town = institution.district or institution.department or "Asunción"
    mailbox = "direccion" if kind == OfficeKind.DIRECTORATE else "acceso"
    filled = {
        "address": f"{pick(rng, words.STREETS)} {between(rng, 100, 2999)}, {town}",
        "hours": HOURS,
        "email": f"{mailbox}@{institution.code.lower()}.example",
        "phone": f"(0900) {between(rng, 100_000, 999_999)}",
    }
    office, _made = Office.objects.get_or_create(institution=institution, kind=kind)
    if not office.address:
        Office.objects.filter(pk=office.pk).update(**filled)
    return office


def _kind_of(duty: Duty) -> OfficeKind:
    if duty in CENTRE_DUTIES:
        return OfficeKind.SERVICE_CENTRE
    return OfficeKind.DIRECTORATE if duty in DIRECTORATE_DUTIES else OfficeKind.ACCESS


def _email(holder: Holder) -> str:
    return f"{holder.local_part}@{DOMAIN}"
