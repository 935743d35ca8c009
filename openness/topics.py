"""What can be followed, each with its words and its addresses, from public facts alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from offices.models import Institution
from openness.models import Subscription
from openness.states import TopicKind
from requests_app.forms.fields import readable
from requests_app.forms.public import ListForm
from requests_app.models import InformationRequest
from requests_app.public import PublicRequest, find_public
from requests_app.public_list import Filters

# The longest text the search reads, each letter in six signs, with every filter.
LONGEST_QUERY = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something to follow. `title` may quote what somebody wrote, which `plain` never does: it
    heads the mail that goes to an address whose owner has not agreed to anything yet."""

    kind: TopicKind
    key: str
    title: str
    plain: str
    page: str
    feed: str
    form: str
    info_request_id: int | None = None
    institution_id: int | None = None
    query: str = ""


def request_topic(number: str, *, on: date) -> Topic | None:
    """Return the request of that number as something to follow, or None."""
    shown = find_public(number, on=on)
    return None if shown is None else topic_of_request(shown)


def topic_of_request(shown: PublicRequest) -> Topic:
    """Return a request, read already, as something to follow."""
    key = InformationRequest.objects.filter(number=shown.number).values_list("pk", flat=True).get()
    plain = _("Pedido %(number)s") % {"number": shown.number}
    return Topic(
        kind=TopicKind.REQUEST,
        key=f"{TopicKind.REQUEST}:{shown.number}",
        title=f"{plain}: {shown.subject}" if shown.subject else plain,
        plain=plain,
        page=reverse("requests:public", args=[shown.number]),
        feed=reverse("openness:request_feed", args=[shown.number]),
        form=reverse("openness:follow_request", args=[shown.number]),
        info_request_id=key,
    )


def institution_topic(code: str) -> Topic | None:
    """Return the requests to the institution of that code as something to follow, or None."""
    institution = Institution.objects.filter(code=code).first()
    if institution is None:
        return None
    plain = _("Pedidos a %(name)s") % {"name": institution.name}
    return Topic(
        kind=TopicKind.INSTITUTION,
        key=f"{TopicKind.INSTITUTION}:{institution.code}",
        title=plain,
        plain=plain,
        page=reverse("offices:institution", args=[institution.code]),
        feed=reverse("openness:institution_feed", args=[institution.code]),
        form=reverse("openness:follow_institution", args=[institution.code]),
        institution_id=institution.pk,
    )


def search_topic(data: QueryDict) -> Topic | None:
    """Return the public list with those filters as something to follow; None if too long.

    Filters that cannot be read are left out, as the list itself leaves them out.
    """
    form, chosen = _read(data)
    query = urlencode(sorted(chosen.items()))
    if len(query) > LONGEST_QUERY:
        return None
    plain = _("Una búsqueda de pedidos y respuestas") if query else _("Todos los pedidos")
    mark = f"?{query}" if query else ""
    return Topic(
        kind=TopicKind.SEARCH,
        key=f"{TopicKind.SEARCH}:{hashlib.sha256(query.encode()).hexdigest()}",
        title=_in_words(form, chosen) or plain,
        plain=plain,
        page=reverse("requests:list") + mark,
        feed=reverse("openness:search_feed") + mark,
        form=reverse("openness:follow_search") + mark,
        query=query,
    )


def topic_of(subscription: Subscription, *, on: date) -> Topic | None:
    """Return what a subscription follows, as it is called that day."""
    if subscription.info_request is not None:
        return request_topic(subscription.info_request.number, on=on)
    if subscription.institution is not None:
        return institution_topic(subscription.institution.code)
    return search_topic(QueryDict(subscription.query))


def filters_of(query: str) -> Filters:
    """Return the filters of the public list that a kept query names."""
    return ListForm(QueryDict(query)).filters()


def _read(data: QueryDict) -> tuple[ListForm, dict[str, str]]:
    form = ListForm(data)
    form.full_clean()
    names = [name for name in form.fields if form.cleaned_data.get(name)]
    return form, {name: " ".join(readable(str(data.get(name, ""))).split()) for name in names}


def _in_words(form: ListForm, chosen: dict[str, str]) -> str:
    """Return "Institución: MEC · Estado: Respondida", as the filters call themselves."""
    parts = []
    for name, value in chosen.items():
        field: Any = form.fields[name]
        labels = {str(key): str(label) for key, label in getattr(field, "choices", [])}
        parts.append(f"{field.label}: {labels.get(value, value)}")
    return " · ".join(parts)
