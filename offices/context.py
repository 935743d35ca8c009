"""What the page frame must know of the person signed in: which desks are theirs today."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from offices.models import Duty, Post
from offices.models.post import CENTRE_DUTIES, DESK_DUTIES, DIRECTORATE_DUTIES

_DESKS: dict[Duty, str] = {
    **dict.fromkeys(DESK_DUTIES, "office"),
    **dict.fromkeys(DIRECTORATE_DUTIES, "directorate"),
    **dict.fromkeys(CENTRE_DUTIES, "centre"),
    Duty.LIAISON: "unit",
}
_LEADS = (Duty.HEAD, Duty.HIGHEST_AUTHORITY)


def desks(request: HttpRequest) -> dict[str, object]:
    """Return `desks`: the set of what `desks_of` says; asked of the database when used."""
    return {"desks": SimpleLazyObject(lambda: desks_of(request))}


def desks_of(request: HttpRequest) -> frozenset[str]:
    """Return where the person signed in works today, any of "office", "directorate", "centre" and
    "unit"; with "lead" for who leads an office or decides for its institution."""
    if not request.user.is_authenticated:
        return frozenset()
    duties = Post.objects.held_on(localdate()).filter(holder=request.user)
    held = {Duty(duty) for duty in duties.values_list("duty", flat=True)}
    leads = {"lead"} if held.intersection(_LEADS) else set()
    return frozenset(leads.union(_DESKS[duty] for duty in held if duty in _DESKS))
