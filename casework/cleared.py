"""What a unit may read of a request: its text without whoever asks, for a person to check."""

from __future__ import annotations

from requests_app.models import InformationRequest
from requests_app.screening import Facts, Mark, marks, strike


def proposed(info_request: InformationRequest) -> tuple[str, str]:
    """Return the subject and the text with all that seems personal struck out."""
    return (
        _struck(info_request, info_request.shown_subject),
        _struck(info_request, info_request.shown_description),
    )


def personal_in(info_request: InformationRequest, text: str) -> list[str]:
    """Return the pieces of `text` that seem to say who asks, as they stand, each once."""
    found = (text[mark.start : mark.end] for mark in _personal(info_request, text))
    return list(dict.fromkeys(found))


def _struck(info_request: InformationRequest, text: str) -> str:
    return strike(text, [mark.span for mark in _personal(info_request, text)])


def _personal(info_request: InformationRequest, text: str) -> list[Mark]:
    requester = info_request.requester
    # Whoever lets the public see their name has not let the unit see it.
    facts = Facts(
        name=requester.name,
        identity_document=requester.identity_document,
        address=requester.address,
        phone=requester.phone,
    )
    return [mark for mark in marks(text, facts) if mark.is_personal]
