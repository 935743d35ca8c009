"""What the Directorate said about a request, for the page of the institution that holds it."""

from __future__ import annotations

from typing import Any

from django import template

from requests_app.models import Escalation, InformationRequest

register = template.Library()


@register.inclusion_tag("oversight/escalations/_on_request.html")
def said_by_the_directorate(info_request: InformationRequest) -> dict[str, Any]:
    """Return the warnings and observations sent to the institution that holds the request."""
    sent = Escalation.objects.sent().filter(
        info_request=info_request, institution=info_request.institution_id
    )
    return {"escalations": list(sent), "number": info_request.number}
