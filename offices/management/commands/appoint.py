"""`manage.py appoint EMAIL CODE DUTY`: give a person a post, so that an installation has people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from accounts.models import User
from offices.actions import Appointed, appoint_by_address
from offices.errors import RegistryRefused
from offices.models import Duty, Post
from offices.schedules import institution_of, local_day_of


class Command(BaseCommand):
    help = "Designa a una persona en un cargo; crea su cuenta si no la tiene."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who, where and as what; today is the first day unless told otherwise."""
        parser.add_argument("email", help="correo con el que ingresa")
        parser.add_argument("code", help="código de la institución, por ejemplo MOPC")
        parser.add_argument("duty", help=", ".join(Duty.values))
        parser.add_argument("--from", dest="starts_on", help="primer día; hoy si no se dice")
        parser.add_argument("--until", dest="ends_on", help="último día")
        parser.add_argument("--name", default="", help="nombre y apellido")
        parser.add_argument(
            "--centre", default="", help="centro de atención, para quien atiende en él (clerk)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint, and tell what the person must do next. Exit code 1 when refused."""
        try:
            appointed = appoint_by_address(
                _address(options["email"]),
                institution_of(options["code"]),
                _duty(options["duty"]),
                full_name=options["name"],
                starts_on=_day(options["starts_on"]) or localdate(),
                ends_on=_day(options["ends_on"]),
                centre=options["centre"],
            )
        except RegistryRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_told(appointed.post))
        self.stdout.write(_next_step(appointed))


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError as error:
        raise CommandError(f"«{email}» no es una dirección de correo.") from error
    return email


def _duty(word: str) -> Duty:
    if word not in Duty.values:
        raise CommandError(f"«{word}» no es una función; use una de: {', '.join(Duty.values)}.")
    return Duty(word)


def _day(text: str | None) -> date | None:
    return None if text is None else local_day_of(text)


def _told(post: Post) -> str:
    until = f" hasta el {_words(post.ends_on)}" if post.ends_on else ""
    person = f"{post.holder} <{post.holder.email}>"
    return f"{person}: {post}, desde el {_words(post.starts_on)}{until}."


def _next_step(appointed: Appointed) -> str:
    user: User = appointed.post.holder
    if user.has_usable_password():
        return "Ya tiene cuenta y contraseña: puede ingresar."
    link = settings.PUBLIC_URL + reverse("account_reset_password")
    made = (
        "Se creó su cuenta, sin contraseña." if appointed.is_new_account else "No tiene contraseña."
    )
    return (
        f"{made} Para ponerla, la persona pide el enlace en {link}, "
        f"o usted ejecuta: manage.py changepassword {user.email}"
    )


def _words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
