"""Links to the papers of a request, for the pages of whoever may take them.

What is on offer depends on the day: `today`, which every page has (`look.context`).
"""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from papers.availability import Offer, desk_offers, offers
from papers.calendar_file import legal_days
from papers.kinds import Kind
from requests_app.models import InformationRequest
from requests_app.standing import Standing, standing_of

register = template.Library()


@register.inclusion_tag("papers/links.html", takes_context=True)
def papers_to_take(context: template.Context, standing: Standing) -> dict[str, Any]:
    """The papers that are legal today, for who asked: `{% papers_to_take standing %}`."""
    on = context["today"]
    number = standing.info_request.number
    has_dates = bool(legal_days(standing, on=on))
    return {
        "papers": [_linked(offer, number, "mine") for offer in offers(standing, on=on)],
        "dates_url": reverse("papers:my_dates", args=[number]) if has_dates else "",
    }


@register.inclusion_tag("papers/links.html")
def papers_just_filed(info_request: InformationRequest) -> dict[str, Any]:
    """The receipt with its code, and the dates, on the page that confirms a filing."""
    number = info_request.number
    url = reverse("papers:just_filed", args=[number])
    return {
        "papers": [{"label": str(Kind.RECEIPT.label), "files": [("PDF", url)]}],
        "dates_url": reverse("papers:just_filed_dates", args=[number]),
    }


@register.inclusion_tag("papers/links.html", takes_context=True)
def papers_to_print(context: template.Context, info_request: InformationRequest) -> dict[str, Any]:
    """What the office prints at the counter: `{% papers_to_print info_request %}`."""
    standing = standing_of(info_request.number)
    found = desk_offers(standing, on=context["today"])
    return {"papers": [_linked(offer, info_request.number, "desk") for offer in found]}


def _linked(offer: Offer, number: str, prefix: str) -> dict[str, Any]:
    return {
        "label": offer.label,
        "files": [
            (
                "PDF" if paper_format == "pdf" else "Word",
                reverse(f"papers:{prefix}_{paper_format}", args=[number, offer.slug]),
            )
            for paper_format in offer.formats
        ],
    }
