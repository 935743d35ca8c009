"""The texts of requests that anybody may read, as the index and the excerpts take them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from requests_app.models import Answer, Document, InformationRequest
from requests_app.models.request import InformationRequestQuerySet
from requests_app.public import SHOWN, SHOWN_TEXT
from requests_app.states import OPEN_STAGES, Stage

# As on the public page: what still waits, or was taken back, has no answer to show.
UNANSWERED = (*OPEN_STAGES, Stage.WITHDRAWN)


@dataclass(slots=True)
class PublicText:
    """What one request says: its subject, then what was asked, answered and attached."""

    subject: str
    passages: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        yield self.subject
        yield from self.passages


def public_texts(keys: Iterable[int]) -> dict[int, PublicText]:
    """Return the texts of those cleared for the public, by key; three queries."""
    return texts_of(InformationRequest.objects.filter(SHOWN, pk__in=list(keys)))


def texts_of(requests: InformationRequestQuerySet) -> dict[int, PublicText]:
    """Return the texts of `requests` as if all were cleared: whoever calls knows that they are,
    or takes back what was published."""
    texts: dict[int, PublicText] = {}
    answered: list[int] = []
    for key, subject, description, stage in requests.values_list(
        "pk", SHOWN_TEXT["subject"], SHOWN_TEXT["description"], "stage"
    ):
        texts[key] = PublicText(subject, [description])
        if stage not in UNANSWERED:
            answered.append(key)
    if answered:
        answers = Answer.objects.filter(info_request__in=answered).order_by("pk")
        for key, text in answers.values_list("info_request", "text"):
            texts[key].passages.append(text)
        files = Document.objects.for_anyone().filter(
            info_request__in=answered, answer__isnull=False
        )
        for key, name in files.order_by("pk").values_list("info_request", "name"):
            texts[key].passages.append(name)
    return texts
