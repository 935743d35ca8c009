"""The page frame, its pieces and the error pages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve

from look.context import site

pytestmark = pytest.mark.urls("tests.look.urls")

ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"]


def visit(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


def page(template: str = "base.html", path: str = "/", **values: object) -> str:
    return render_to_string(template, {"request": visit(path), "csrf_token": "t", **values})


def test_a_page_says_its_language_and_lets_one_skip_to_the_content() -> None:
    written = page()
    assert '<html class="govuk-template" lang="es">' in written
    assert 'href="#main" class="govuk-skip-link"' in written
    assert 'id="main"' in written


def test_the_title_ends_with_the_service_and_begins_with_the_error() -> None:
    assert "<title>Inicio – Acceso a la Información Pública</title>" in page()
    form = SimpleNamespace(errors={"x": ["y"]})
    assert "<title>Error: Inicio –" in page(form=form)


def test_the_navigation_marks_where_the_reader_is() -> None:
    assert 'href="/solicitar/" aria-current="page"' in page(path="/solicitar/")
    assert 'href="/solicitar/" aria-current="true"' in page(path="/solicitar/revisar/")
    assert 'href="/solicitar/">' in page(path="/seguimiento/")


def test_the_navigation_leaves_out_what_the_site_does_not_have() -> None:
    assert "Estadísticas" not in page()


def test_the_language_switch_posts_and_comes_back_here() -> None:
    written = page(path="/seguimiento/")
    assert 'action="/idioma/"' in written
    assert 'name="next" value="/seguimiento/"' in written
    assert 'value="gn" lang="gn"' in written
    assert 'value="es" lang="es" aria-current="true"' in written


def test_a_demonstration_says_that_its_data_are_fictional() -> None:
    assert "Los datos son ficticios" in page(demo=True)
    assert "Los datos son ficticios" not in page(demo=False)


def test_the_frame_knows_the_day_and_whether_this_is_a_demonstration() -> None:
    values = site(visit("/"))
    assert set(values) == {"demo", "today"}
    assert isinstance(values["today"], date)


def test_messages_are_banners_with_ids_of_their_own() -> None:
    written = page(messages=[Message(constants.SUCCESS, "Guardado."), Message(20, "Atención <b>")])
    assert "govuk-notification-banner--success" in written
    assert 'id="banner1"' in written
    assert 'id="banner2"' in written
    assert "Atención &lt;b&gt;" in written


def test_the_desk_shows_who_is_signed_in_and_only_their_desks() -> None:
    officer = SimpleNamespace(is_authenticated=True, full_name="", email="oficial@aip.example")
    written = page("base_desk.html", user=officer, desks=frozenset({"office"}))
    assert "oficial@aip.example" in written
    assert 'action="/salir/"' in written
    assert "Bandeja" in written
    assert "Bandeja" not in page("base_desk.html", user=officer, desks=frozenset())


@pytest.mark.parametrize("template", ERROR_PAGES)
def test_an_error_page_always_names_another_way_to_ask(template: str) -> None:
    written = render_to_string(template)
    assert "Por correo electrónico" in written
    assert "mesa de entradas" in written
    assert 'href="/solicitar/"' in written


@pytest.mark.urls("tests.look.no_urls")
@pytest.mark.parametrize("template", ERROR_PAGES)
def test_an_error_page_is_drawn_even_without_an_address_book(template: str) -> None:
    assert "Siempre puede pedir información" in render_to_string(template)


def test_the_expired_page_promises_that_the_text_is_not_lost() -> None:
    assert "Su texto no se perdió" in render_to_string("403_csrf.html")


def test_the_timeline_tells_day_or_instant_author_and_article() -> None:
    events = [
        {
            "title": "Negativa ficta",
            "on": date(2026, 7, 24),
            "article": "Ley 5282/2014, art. 20",
            "verified": False,
            "text": "Sin <respuesta>.",
        },
        {"title": "Presentado", "at": datetime(2026, 7, 3, 2, 30, tzinfo=UTC), "by": "Ana"},
    ]
    written = render_to_string("look/timeline.html", {"events": events})
    assert "viernes 24 de julio de 2026" in written
    assert "jueves 2 de julio de 2026, 23:30" in written
    assert "· Ana" in written
    assert written.count("por confirmar") == 1
    assert "Sin &lt;respuesta&gt;." in written


def test_the_ledger_shows_each_day_counted_or_skipped_and_why() -> None:
    ledger = [
        SimpleNamespace(
            day=date(2026, 12, 8), counted=False, number=None,
            reason="Feriado", source="Ley 7544/2025, art. 1",
        ),
        SimpleNamespace(
            day=date(2026, 12, 9), counted=True, number=1, reason="Día hábil 1", source=""
        ),
    ]  # fmt: skip
    written = render_to_string("look/ledger.html", {"ledger": ledger})
    assert "<details" in written
    assert written.count("aip-ledger__skipped") == 1
    assert written.count("aip-ledger__last") == 1
    assert "no cuenta" in written
    assert "Ley 7544/2025, art. 1" in written


def test_the_small_pieces_say_what_they_are_given() -> None:
    panel = render_to_string("look/panel.html", {"title": "Presentado", "value": "AIP-2026-1"})
    assert "<strong>AIP-2026-1</strong>" in panel
    assert "Atención:" in render_to_string("look/warning.html", {"text": "Vence hoy"})
    assert 'href="/x"' in render_to_string("look/back_link.html", {"url": "/x"})
    trail = render_to_string("look/breadcrumbs.html", {"trail": [("Inicio", "/")]})
    assert 'href="/">Inicio</a>' in trail
    assert "Nada" in render_to_string("look/empty.html", {"title": "Nada"})
