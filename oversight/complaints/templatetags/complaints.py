"""What other pages say of complaints: the person's own, those that wait, reports that are owed."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from oversight.complaints.models import Complaint
from oversight.complaints.reports import waiting_of
from oversight.complaints.states import ComplaintStage
from oversight.complaints.told import complaints_of
from requests_app.models import InformationRequest

register = template.Library()

_COLOURS = {
    ComplaintStage.FILED: "",
    ComplaintStage.ADMITTED: "govuk-tag--teal",
    ComplaintStage.NOT_ADMITTED: "govuk-tag--grey",
    ComplaintStage.RESOLVED: "govuk-tag--green",
}


@register.simple_tag
def complaint_tag(complaint: Complaint) -> SafeString:
    """The stage's words in the stage's colour."""
    colour = _COLOURS[ComplaintStage(complaint.stage)]
    return format_html(
        '<strong class="govuk-tag {}">{}</strong>', colour, complaint.get_stage_display()
    )


@register.inclusion_tag("oversight/complaints/_on_follow.html")
def own_complaints(info_request: InformationRequest) -> dict[str, Any]:
    """The complaints made from a request's page, and the way to make one. One query."""
    return {"complaints": complaints_of(info_request), "number": info_request.number}


@register.inclusion_tag("oversight/complaints/_on_head.html", takes_context=True)
def reports_owed(context: template.Context) -> dict[str, Any]:
    """How many reports the person's institutions owe the Directorate. One query."""
    return {"owed": waiting_of(context["request"].user, on=context["today"])}
