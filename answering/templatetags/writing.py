"""What is being written for a request, on any page about it."""

from django import template

from answering.models import AnswerDraft
from answering.states import Purpose
from answering.views.addresses import ACT_OF, address_of, sign_address
from requests_app.models import InformationRequest
from requests_app.views.desk_case import Case

register = template.Library()


@register.simple_tag
def drafts_of(case: Case) -> list[tuple[AnswerDraft, str]]:
    """`{% drafts_of case as drafts %}`: the open drafts of what the institution may still do with
    the request, each with the address where it goes on; one query.

    Only on a page of somebody who works on the request.
    """
    info_request, acts = case.info_request, case.open_acts()
    found = AnswerDraft.objects.open().filter(
        info_request=info_request,
        institution=info_request.institution_id,
        purpose__in=[purpose for purpose, act in ACT_OF.items() if act in acts],
    )
    return [
        (draft, _address(draft, info_request))
        for draft in found.select_related("updated_by", "info_request").order_by("pk")
    ]


def _address(draft: AnswerDraft, info_request: InformationRequest) -> str:
    if draft.waits_for_signature:
        return sign_address(Purpose(draft.purpose), info_request.number)
    return address_of(draft)
