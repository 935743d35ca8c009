"""The technical administration shows the procedure, changes nothing and names nobody."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from accounts.admin import ReadOnlyAdmin
from accounts.models import User
from requests_app import actions
from requests_app.models import Commitment, Registration, Requester
from tests.factories import at, make_user
from tests.requests_app.story import kinds, reply

pytestmark = pytest.mark.django_db
PRIVATE = ("Ana Solicitante", "ana@correo.example", "Contratos de obras viales", "Se responde.")


@pytest.fixture
def operator(client: Client) -> User:
    """Somebody who may enter the technical administration, signed in."""
    user = make_user("root@aip.example", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def registered() -> list[str]:
    """Return the models of the procedure that the administration shows."""
    models = apps.get_app_config("requests_app").get_models()
    return [model.__name__.lower() for model in models if admin.site.is_registered(model)]


def test_every_page_of_the_administration_only_looks_and_tells_nothing_private(
    number: str, by_officer: Actor, client: Client, operator: User
) -> None:
    actions.answer(number, by=by_officer, at=at("2026-07-07"), reply=reply())
    before = kinds(number)
    for name in registered():
        listing = reverse(f"admin:requests_app_{name}_changelist")
        pages = [client.get(listing), client.get(listing, {"q": number})]
        model = apps.get_model("requests_app", name)
        for row in model.objects.all():
            change = reverse(f"admin:requests_app_{name}_change", args=[row.pk])
            pages.append(client.get(change))
            assert client.post(change, {"stage": "denied"}).status_code == 403
        assert client.get(reverse(f"admin:requests_app_{name}_add")).status_code == 403
        for page in pages:
            assert page.status_code == 200
            assert not any(private in page.content.decode() for private in PRIVATE)
    assert kinds(number) == before


def test_people_and_salts_are_not_in_the_administration() -> None:
    for private in (Requester, Registration, Commitment):
        assert not admin.site.is_registered(private)
    for name in registered():
        shown = admin.site.get_model_admin(apps.get_model("requests_app", name))
        assert isinstance(shown, ReadOnlyAdmin)
