"""A citizen opens an account by its link, keeps their requests together and closes it."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User
from offices.models import Institution
from tests.e2e.conftest import assert_accessible, screenshot
from tests.factories import at, file_one


@pytest.mark.parametrize("width", ["page", "phone"])
def test_an_account_keeps_ones_requests_together(
    request: pytest.FixtureRequest, width: str, mopc: Institution
) -> None:
    screen: Page = request.getfixturevalue(width)
    receipt = file_one(mopc, when=at("2026-07-06"))

    def seen(name: str) -> None:
        assert_accessible(screen)
        screenshot(screen, f"account-{width}-{name}")

    screen.goto("/cuenta/login/")
    seen("ingreso")
    screen.get_by_role("link", name="Crear una cuenta").click()
    screen.get_by_role("button", name="Enviarme el enlace").click()
    expect(screen.get_by_text("Escriba su correo.").first).to_be_visible()
    screen.get_by_label("Su correo electrónico").fill("ana@correo.example")
    seen("correo")
    screen.get_by_role("button", name="Enviarme el enlace").click()
    expect(screen.get_by_role("heading", name="Revise su correo")).to_be_visible()
    seen("enviado")
    found = re.search(r"/cuenta/crear/\S+", str(mail.outbox[-1].body))
    assert found
    screen.goto(found[0])
    screen.get_by_label("Elija una contraseña").fill("tereré con menta fría")
    seen("clave")
    screen.get_by_role("button", name="Crear mi cuenta").click()
    expect(screen.get_by_role("heading", name="Mis pedidos")).to_be_visible()
    screen.get_by_label("Número de su pedido").fill(receipt.info_request.number)
    screen.get_by_label("Código de seguimiento").fill(receipt.tracking_code)
    screen.get_by_role("button", name="Agregar a mi lista").click()
    expect(screen.get_by_role("link", name="Contratos de obras viales")).to_be_visible()
    seen("mis-pedidos")
    screen.get_by_role("link", name="Borrar mi cuenta").click()
    seen("borrar")
    screen.get_by_label("Sí, quiero borrar mi cuenta").check()
    screen.get_by_role("button", name="Borrar mi cuenta").click()
    expect(screen.get_by_text("Borramos su cuenta.")).to_be_visible()
    assert not User.objects.exists()
