"""What is being written for a request, on any page about it."""

from django import template

from answering.models import AnswerDraft
from answering.states import Purpose
from answering.views.addresses import address_of, sign_address
from requests_app.models import InformationRequest

register = template.Library()


@register.simple_tag
def drafts_of(info_request: InformationRequest) -> list[tuple[AnswerDraft, str]]:
    """`{% drafts_of info_request as drafts %}`: the open drafts of the institution that holds
    the request, each with the address where it goes on; one query.

    Only on a page of somebody who works on the request.
    """
    found = AnswerDraft.objects.open().filter(
        info_request=info_request, institution=info_request.institution_id
    )
    return [
        (draft, _address(draft, info_request))
        for draft in found.select_related("updated_by", "info_request").order_by("pk")
    ]


def _address(draft: AnswerDraft, info_request: InformationRequest) -> str:
    if draft.waits_for_signature:
        return sign_address(Purpose(draft.purpose), info_request.number)
    return address_of(draft)
