"""What the page frame must know of the person signed in: which desks are theirs today."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from offices.models import Post
from offices.models.post import DIRECTORATE_DUTIES


def desks(request: HttpRequest) -> dict[str, object]:
    """Return `desks`: the set of "office" and "directorate"; asked of the database when used."""
    return {"desks": SimpleLazyObject(lambda: desks_of(request))}


def desks_of(request: HttpRequest) -> frozenset[str]:
    """Return where the person signed in works today: "office", "directorate", both or none."""
    if not request.user.is_authenticated:
        return frozenset()
    duties = Post.objects.held_on(localdate()).filter(holder=request.user)
    return frozenset(
        "directorate" if duty in DIRECTORATE_DUTIES else "office"
        for duty in duties.values_list("duty", flat=True)
    )
