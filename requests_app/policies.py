"""Who may do what, on which day. Acts ask these questions; templates ask them to hide buttons."""

from datetime import date

from django.db.models import QuerySet

from accounts.actors import Actor, ActorKind
from accounts.models import User
from offices.attended import is_attended
from offices.models import Duty, Institution, Office, Post
from offices.models import post as _post
from offices.models.post import PostQuerySet
from requests_app.errors import NotYours, OnTheSystem
from requests_app.models import InformationRequest

DESK_DUTIES = _post.DESK_DUTIES
DIRECTORATE_DUTIES = _post.DIRECTORATE_DUTIES


def holds_duty(user: User, institution_id: int, duties: tuple[Duty, ...], *, on: date) -> bool:
    """Say whether `user` holds one of `duties` in that institution on that day."""
    posts = Post.objects.held_on(on).filter(holder=user, duty__in=duties)
    return posts.filter(office__institution_id=institution_id).exists()


def may_handle(actor: Actor, info_request: InformationRequest, *, on: date) -> bool:
    """Say whether the actor works on this request for the institution that holds it."""
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        return False
    return holds_duty(actor.user, info_request.institution_id, DESK_DUTIES, on=on)


def is_requester(actor: Actor, info_request: InformationRequest) -> bool:
    """Say whether the actor showed the code of this request, or signed in as who filed it."""
    if actor.kind != ActorKind.REQUESTER:
        return False
    if actor.request_number:
        return actor.request_number == info_request.number
    return actor.user is not None and info_request.requester.user_id == actor.user.pk


def is_directorate(user: User, *, on: date) -> bool:
    """Say whether `user` audits: holds a post in the Directorate on that day."""
    return Post.objects.held_on(on).filter(holder=user, duty__in=DIRECTORATE_DUTIES).exists()


def require_director(actor: Actor, *, on: date) -> Office:
    """Return the office of the Directorate for which the actor decides; raise NotYours."""
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    held = Post.objects.held_on(on).filter(holder=actor.user, duty=Duty.DIRECTOR)
    post = held.select_related("office__institution").first()
    if post is None:
        raise NotYours
    return post.office


def desk_institutions(user: User, *, on: date) -> QuerySet[Institution]:
    """Return the institutions at whose desk `user` works on that day."""
    posts = Post.objects.held_on(on).filter(holder=user, duty__in=DESK_DUTIES)
    return Institution.objects.filter(pk__in=posts.values("office__institution"))


def require_handler(actor: Actor, info_request: InformationRequest, *, on: date) -> None:
    """Raise NotYours unless the actor handles this request."""
    if not may_handle(actor, info_request, on=on):
        raise NotYours


def may_register(actor: Actor, info_request: InformationRequest, *, on: date) -> bool:
    """Say whether the actor writes down, for the Directorate, what an institution that has nobody
    in post that day answered. Towards one that has somebody, nobody of the Directorate does."""
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        return False
    if is_attended(info_request.institution_id, on=on):
        return False
    return is_directorate(actor.user, on=on)


def require_registrar(actor: Actor, info_request: InformationRequest, *, on: date) -> User:
    """Return the person of the Directorate who may write such an answer down.

    Raises NotYours, OnTheSystem.
    """
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    if not is_directorate(actor.user, on=on):
        raise NotYours
    require_nobody_there(info_request, on=on)
    return actor.user


def require_nobody_there(info_request: InformationRequest, *, on: date) -> None:
    """Raise OnTheSystem when the institution that holds the request had somebody that day."""
    if is_attended(info_request.institution_id, on=on):
        raise OnTheSystem


def require_desk(actor: Actor, institution: Institution, *, on: date) -> User:
    """Return the person, who holds a post at that institution's desk; raise NotYours if not."""
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    if not holds_duty(actor.user, institution.pk, DESK_DUTIES, on=on):
        raise NotYours
    return actor.user


def clerk_of(actor: Actor, centre: Office, *, on: date) -> User:
    """Return the person, who attends in that service centre on that day. Raises NotYours."""
    if actor.user is None or not _clerk_posts(actor, on=on).filter(office=centre).exists():
        raise NotYours
    return actor.user


def may_attend(actor: Actor, info_request: InformationRequest, *, on: date) -> bool:
    """Say whether the actor attends who made this request: at the desk that holds it, or in a
    service centre after they showed to be who asked."""
    if may_handle(actor, info_request, on=on):
        return True
    is_there = actor.request_number == info_request.number
    return is_there and _clerk_posts(actor, on=on).exists()


def took_in(actor: Actor, info_request: InformationRequest, *, on: date) -> bool:
    """Say whether the service centre where the actor attends that day took this request in."""
    centres = _clerk_posts(actor, on=on)
    return centres.filter(office__registrations__info_request=info_request).exists()


def require_counter(
    actor: Actor, info_request: InformationRequest, centre: Office | None, *, on: date
) -> User:
    """Return the person, who attends whoever made this request: at the desk that holds it or,
    in a service centre, after they showed to be who asked. Raises NotYours.
    """
    if centre is None:
        require_handler(actor, info_request, on=on)
    elif actor.request_number != info_request.number:
        raise NotYours
    else:
        clerk_of(actor, centre, on=on)
    if actor.user is None:
        raise NotYours
    return actor.user


def require_reviewer(actor: Actor, info_request: InformationRequest, *, on: date) -> Office:
    """Return the office for which the actor decides about a reported text: that of the
    institution that holds the request, or the Directorate. Raises NotYours.
    """
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    posts = Post.objects.held_on(on).filter(holder=actor.user).select_related("office__institution")
    at_desk = posts.filter(duty__in=DESK_DUTIES, office__institution=info_request.institution_id)
    post = at_desk.first() or posts.filter(duty__in=DIRECTORATE_DUTIES).first()
    if post is None:
        raise NotYours
    return post.office


def require_highest_authority(actor: Actor, info_request: InformationRequest, *, on: date) -> None:
    """Raise NotYours unless the actor is the highest authority of the holding institution."""
    duties = (Duty.HIGHEST_AUTHORITY,)
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    if not holds_duty(actor.user, info_request.institution_id, duties, on=on):
        raise NotYours


def require_requester(actor: Actor, info_request: InformationRequest) -> None:
    """Raise NotYours unless the actor is who asked."""
    if not is_requester(actor, info_request):
        raise NotYours


def require_party(actor: Actor, info_request: InformationRequest, *, on: date) -> None:
    """Raise NotYours unless the actor asked, handles the request or audits it."""
    if is_requester(actor, info_request) or may_handle(actor, info_request, on=on):
        return
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        raise NotYours
    if not is_directorate(actor.user, on=on):
        raise NotYours


def _clerk_posts(actor: Actor, *, on: date) -> PostQuerySet:
    """Return the posts with which an official attends in service centres that day."""
    if actor.kind != ActorKind.OFFICIAL or actor.user is None:
        return Post.objects.none()
    return Post.objects.held_on(on).filter(holder=actor.user, duty__in=_post.CENTRE_DUTIES)
