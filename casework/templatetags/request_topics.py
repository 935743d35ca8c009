"""The tag with which a request's page shows its labels, without its room knowing of them."""

from __future__ import annotations

from django import template

from casework.models import RequestLabel
from requests_app.models import InformationRequest

register = template.Library()


@register.simple_tag
def labels_of(info_request: InformationRequest) -> list[str]:
    """`{% labels_of info_request as names %}`: the names of the labels on it, in order."""
    on_it = RequestLabel.objects.in_force().filter(info_request=info_request)
    return list(on_it.order_by("label__name").values_list("label__name", flat=True))
