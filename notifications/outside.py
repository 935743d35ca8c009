"""What an office without anybody in post must read in the mail itself: it has no page to open."""

from __future__ import annotations

from requests_app.models import TimelineEvent
from requests_app.states import EventKind

_HELD_IN = {
    EventKind.ESCALATED: "escalations",
    EventKind.RECONSIDERATION_FILED: "reconsiderations",
    EventKind.MESSAGE_RECEIVED: "letters",
}


def said_outside(event: TimelineEvent) -> str:
    """Return the words the fact is about: the Directorate's, an appeal or a message of who asked.

    Empty for facts that are told whole by their notice. Of several, the newest.
    """
    held = _HELD_IN.get(EventKind(event.kind))
    if held is None:
        return ""
    row = getattr(event.info_request, held).order_by("-pk").first()
    return str(row.text) if row is not None else ""
