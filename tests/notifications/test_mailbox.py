"""Each person's mailbox: their own notices, newest first, and nobody else's."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from notifications import mailbox
from notifications.models import Notification
from offices.models import Institution
from tests.factories import at, file_one, make_user
from tests.notifications.rounds import fan_out_all

pytestmark = pytest.mark.django_db
NOON = at("2026-07-06", 12)
HERE = "/avisos/"


def _notices(institution: Institution, reader: User, count: int) -> list[Notification]:
    """Tell `reader` of one filing, and of `count - 1` facts more in the same words."""
    file_one(institution, when=at("2026-07-06"), subject="Asunto <b>x</b>")
    fan_out_all(at=NOON)
    first = Notification.objects.get(user=reader)
    Notification.objects.bulk_create(
        Notification(
            source_key=f"event:{first.pk + place}0",
            info_request=first.info_request,
            user=reader,
            recipient_key=first.recipient_key,
            subject=first.subject,
            body=first.body,
            language=first.language,
            created_at=first.created_at,
        )
        for place in range(1, count)
    )
    return list(Notification.objects.filter(user=reader).order_by("pk"))


@pytest.fixture
def notices(mopc: Institution, officer: User) -> list[Notification]:
    """Forty-five notices to the MOPC's officer, oldest first."""
    return _notices(mopc, officer, 45)


def _shown(client: Client, address: str) -> list[int]:
    response = client.get(address)
    assert response.status_code == 200
    return [notice.pk for notice in response.context["notices"]]


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    for method, name in (("get", "mailbox"), ("post", "mark_read")):
        address = reverse(f"notifications:{name}")
        response = getattr(client, method)(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/cuenta/")


def test_an_empty_mailbox_says_so(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "No tiene avisos" in client.get(HERE).content.decode()


def test_notices_come_newest_first_and_every_one_is_reached_once(
    client: Client, officer: User, notices: list[Notification]
) -> None:
    client.force_login(officer)
    newest_first = [notice.pk for notice in reversed(notices)]
    seen = []
    address = HERE
    while address:
        seen += _shown(client, address)
        address = client.get(address).context["older"]
    assert seen == newest_first


def test_the_way_back_shows_the_pages_one_came_by(
    client: Client, officer: User, notices: list[Notification]
) -> None:
    client.force_login(officer)
    first = client.get(HERE)
    second = client.get(first.context["older"])
    third = client.get(second.context["older"])
    assert first.context["newer"] == third.context["older"] == ""
    assert _shown(client, third.context["newer"]) == [one.pk for one in second.context["notices"]]
    back = client.get(third.context["newer"]).context["newer"]
    assert _shown(client, back) == [one.pk for one in first.context["notices"]]
    assert client.get(back).context["newer"] == ""


def test_nobody_sees_the_notices_of_another(
    client: Client, other_officer: User, notices: list[Notification]
) -> None:
    client.force_login(other_officer)
    assert _shown(client, HERE) == []
    client.post(reverse("notifications:mark_read"), {"aviso": notices[0].pk})
    client.post(reverse("notifications:mark_read"), {"todos": "1"})
    assert not Notification.objects.exclude(read_at=None).exists()


def test_reading_one_leaves_the_others_and_returns_to_the_same_page(
    client: Client, officer: User, notices: list[Notification]
) -> None:
    client.force_login(officer)
    chosen = notices[3]
    response = client.post(
        reverse("notifications:mark_read"), {"aviso": chosen.pk, "antes": notices[10].pk}
    )
    assert response["Location"] == f"{HERE}?antes={notices[10].pk}"
    chosen.refresh_from_db()
    assert chosen.read_at is not None
    assert mailbox.unread_count(officer) == 44
    assert "Tiene 44 avisos sin leer." in client.get(HERE).content.decode()


def test_all_are_read_at_once(client: Client, officer: User, notices: list[Notification]) -> None:
    client.force_login(officer)
    response = client.post(reverse("notifications:mark_read"), {"todos": "1"})
    assert response["Location"] == HERE
    assert mailbox.unread_count(officer) == 0


@pytest.mark.parametrize("key", ["-1", "x", "9" * 40, "9" * 19, "١٢", "²", "1;DROP", ""])
def test_a_key_somebody_made_up_is_no_error(client: Client, officer: User, key: str) -> None:
    client.force_login(officer)
    assert client.get(HERE, {"antes": key}).status_code == 200
    assert client.get(HERE, {"despues": key}).status_code == 200
    response = client.post(reverse("notifications:mark_read"), {"aviso": key, "antes": key})
    assert response.status_code == 302


def test_reading_the_list_marks_nothing_and_only_a_form_does(
    client: Client, officer: User, notices: list[Notification]
) -> None:
    client.force_login(officer)
    client.get(HERE)
    assert client.get(reverse("notifications:mark_read")).status_code == 405
    assert mailbox.unread_count(officer) == 45


def test_what_a_person_typed_is_shown_as_text(
    client: Client, officer: User, notices: list[Notification]
) -> None:
    client.force_login(officer)
    page = client.get(HERE).content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_asks_the_database_the_same_however_many_there_are(
    client: Client,
    officer: User,
    mopc: Institution,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    _notices(mopc, officer, count)
    client.force_login(officer)
    with django_assert_max_num_queries(6):
        client.get(HERE)


def test_a_page_of_the_requester_shows_what_they_were_told(mopc: Institution) -> None:
    receipt = file_one(mopc, when=at("2026-07-06"))
    file_one(mopc, when=at("2026-07-06"))
    fan_out_all(at=NOON)
    page = Template(
        "{% load notices %}{% requester_notices info_request as told %}"
        "{% for one in told %}{{ one.subject }}{% endfor %}"
    )
    context = Context({"info_request": receipt.info_request})
    assert page.render(context) == f"Recibimos su solicitud {receipt.info_request.number}"


def test_the_count_of_unread_notices_is_for_any_page(
    officer: User, notices: list[Notification]
) -> None:
    page = Template("{% load notices %}{% unread_notices user as n %}{{ n }}")
    assert page.render(Context({"user": officer})) == "45"
    assert page.render(Context({"user": AnonymousUser()})) == "0"


def test_the_administration_looks_and_changes_nothing(
    client: Client, notices: list[Notification]
) -> None:
    client.force_login(make_user("tecnica@justicia.example", is_staff=True, is_superuser=True))
    for model in ("notification", "delivery"):
        assert client.get(f"/admin/notifications/{model}/").status_code == 200
        assert client.get(f"/admin/notifications/{model}/add/").status_code == 403
    page = client.get(f"/admin/notifications/notification/{notices[0].pk}/change/")
    assert page.status_code == 200
    assert notices[0].body[:60] not in page.content.decode()
    entries = "/admin/requests_app/outboxentry/"
    for state, shown in (("", 1), ("espera", 0), ("apartado", 0), ("hecho", 1)):
        page = client.get(entries, {"estado": state} if state else {})
        assert page.context["cl"].result_count == shown
