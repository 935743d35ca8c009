"""What an institution decides, as its acts take it, and whether it says all the law demands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law import outcomes
from offices.models import Duty, Post
from requests_app.documents import CheckedFile
from requests_app.errors import Incomplete
from requests_app.models import InformationRequest
from requests_app.states import Outcome, Visibility

# After these the requester may still want more, so the remedies open (or open anew).
LEAVES_SOMETHING_OUT = (Outcome.PARTLY_GRANTED, Outcome.ALREADY_PUBLIC, Outcome.NOT_HELD)


@dataclass(frozen=True, slots=True)
class Withheld:
    """One part kept back, with the law and article that is its ground (A4)."""

    item: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What an institution answers; `law.outcomes` says which parts each outcome must have."""

    outcome: Outcome
    text: str
    source: str = ""
    place: str = ""
    form: str = ""
    search_made: str = ""
    withheld: Sequence[Withheld] = ()
    files: Sequence[CheckedFile] = ()
    files_visibility: Visibility = Visibility.PARTIES
    # What `files` were made from, with all they had: the institution keeps it and nobody else.
    originals: Sequence[CheckedFile] = ()
    # How many files their check still holds: the answer goes without them and says so.
    files_to_follow: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The reasoned resolution of the highest authority (art. 19, A2) and its ground (A3)."""

    number: str
    signed_on: date | None
    signatory: Post | None
    facts: str
    legal_grounds: str
    reserve_law: str = ""
    reserve_article: str = ""
    other_ground: str = ""
    text: str = ""
    files: Sequence[CheckedFile] = ()
    files_visibility: Visibility = Visibility.PARTIES
    originals: Sequence[CheckedFile] = ()
    files_to_follow: int = 0
    # Who signed, where the institution has nobody in post: then there is no post to name.
    signed_by: str = ""


def require_parts(reply: Reply) -> None:
    """Raise Incomplete unless the reply has every part its outcome must contain."""
    given = {
        "text": reply.text,
        "source": reply.source,
        "place": reply.place,
        "form": reply.form,
        "search_made": reply.search_made,
        # One part without its ground spoils them all: each names its own (A4).
        "withheld": "; ".join(f"{part.item}: {part.ground}" for part in reply.withheld)
        if all(map(_is_grounded, reply.withheld))
        else "",
    }
    lacking = outcomes.missing(outcomes.Outcome(reply.outcome.value), given)
    if lacking:
        raise Incomplete({part.field: part.message for part in lacking})


def _is_grounded(part: Withheld) -> bool:
    return bool(part.item.strip()) and not outcomes.lacking_in_ground(part.ground)


def require_resolution(
    info_request: InformationRequest,
    resolution: Resolution,
    *,
    on: date,
    is_registered: bool = False,
) -> tuple[date, Post | None]:
    """Return when it was signed and by which post, once it has every part a denial must have.

    One registered for an institution with nobody in post names who signed; any other, their post.
    Raises Incomplete.
    """
    signatory, signed_on = resolution.signatory, resolution.signed_on
    named = resolution.signed_by if is_registered else str(signatory or "")
    fields = {
        part.field: part.message
        for part in outcomes.missing(outcomes.Outcome.DENIED, _given(resolution, named))
    }
    if signed_on and signed_on > on:
        fields["resolution_on"] = (
            "La resolución no puede ser posterior al día en que llegó."
            if is_registered
            else "La resolución no puede tener una fecha posterior a hoy."
        )
    if signatory and signed_on and not _held_then(info_request, signatory, on=signed_on):
        fields["signatory"] = (
            "Quien firma debe ser la máxima autoridad de la institución en la fecha de la "
            "resolución."
        )
    if fields or signed_on is None:
        raise Incomplete(fields)
    return signed_on, None if is_registered else signatory


def _given(resolution: Resolution, signatory: str) -> dict[str, str]:
    signed_on = resolution.signed_on
    return {
        "resolution_number": resolution.number,
        "resolution_on": signed_on.isoformat() if signed_on else "",
        "signatory": signatory,
        "facts": resolution.facts,
        "legal_grounds": resolution.legal_grounds,
        "reserve_law": resolution.reserve_law,
        "reserve_article": resolution.reserve_article,
        "other_ground": resolution.other_ground,
        "text": resolution.text,
    }


def _held_then(info_request: InformationRequest, signatory: Post, *, on: date) -> bool:
    """Who signed must have been the authority that day; they may have left since."""
    posts = Post.objects.filter(
        pk=signatory.pk,
        duty=Duty.HIGHEST_AUTHORITY,
        office__institution=info_request.institution_id,
        starts_on__lte=on,
    )
    return posts.exclude(ends_on__lt=on).exists()
