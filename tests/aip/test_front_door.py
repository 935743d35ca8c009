"""An institution's own door, and the window it may put on its own site."""

from __future__ import annotations

import html
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.actors import Actor
from offices.models import Institution, Office
from requests_app import actions
from stats.tasks import roll_up
from tests.factories import at, file_one, make_institution
from tests.requests_app.story import reply

pytestmark = pytest.mark.django_db


def test_the_door_leads_to_the_first_step_with_the_institution_chosen(mopc: Institution) -> None:
    Office.objects.update(address="Oliva y Alberdi", hours="7:00 a 15:00")
    page = Client().get(reverse("front_door", args=["MOPC"])).content.decode()
    assert "Ministerio de Obras Públicas y Comunicaciones" in page
    assert "Oliva y Alberdi" in page
    assert "7:00 a 15:00" in page
    assert "15 días hábiles" in page
    assert "no recibió pedidos" in page
    begin = reverse("requests:file") + "?institucion=MOPC"
    assert begin in page
    assert "Ministerio de Obras" in Client().get(begin).content.decode()


def test_the_door_tells_how_it_answers_without_a_rate_of_few(
    mopc: Institution, by_officer: Actor
) -> None:
    for day in range(1, 13):
        number = file_one(mopc, when=at(f"2026-06-{day:02}")).info_request.number
        if day > 3:
            actions.answer(number, by=by_officer, at=at("2026-06-15"), reply=reply())
    with time_machine.travel(at("2026-06-16"), tick=False):
        roll_up()
        few = Client().get(reverse("front_door", args=["MOPC"])).content.decode()
        assert "recibió 12 pedidos" in few
        assert "son muy pocos para dar un porcentaje" in few
        assert "la mitad de las respuestas llegó en" in few
    with time_machine.travel(at("2026-07-16"), tick=False):
        actions.declare_tacit_denials(on=date(2026, 7, 16), at=at("2026-07-16"))
        roll_up()
        page = Client().get(reverse("front_door", args=["MOPC"])).content.decode()
        assert "respondió a tiempo 75 de cada 100" in page


def test_a_dissolved_institution_s_door_is_its_successor_s(mopc: Institution) -> None:
    make_institution("VIEJO", is_active=False, successor=mopc)
    answer = Client().get(reverse("front_door", args=["VIEJO"]))
    assert answer.headers["Location"] == reverse("front_door", args=["MOPC"])
    for name in ("front_door", "window", "window_code"):
        assert Client().get(reverse(name, args=["NADIE"])).status_code == 404
        assert Client().post(reverse(name, args=["MOPC"])).status_code == 405


def test_the_window_may_be_framed_anywhere_and_nothing_else_may(mopc: Institution) -> None:
    answer = Client().get(reverse("window", args=["MOPC"]))
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in answer.headers
    for name in ("front_door", "window_code"):
        other = Client().get(reverse(name, args=["MOPC"]))
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
        assert other.headers["X-Frame-Options"] == "DENY"


def test_the_window_sets_no_cookie_and_runs_nothing(mopc: Institution) -> None:
    client = Client()
    answer = client.get(reverse("window", args=["MOPC"]))
    page = answer.content.decode()
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "<script" not in page
    assert "<form" not in page
    assert page.count("<a ") == page.count('target="_top"') == 3


def test_what_is_copied_is_a_link_and_a_frame(mopc: Institution) -> None:
    mopc.name = 'Obras "& <b>Vías</b>'
    mopc.save()
    page = Client().get(reverse("window_code", args=["MOPC"])).content.decode()
    code = html.unescape(page)
    assert '<a href="http://localhost:8000/instituciones/MOPC/solicitar/">' in code
    assert '<iframe src="http://localhost:8000/instituciones/MOPC/ventana/"' in code
    assert "<iframe" not in page
    assert "<b>Vías" not in page
