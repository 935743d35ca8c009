"""The mail that came in for a desk: the queue, one mail read safely, and its files."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views import View
from django.views.decorators.http import require_safe

from accounts.actors import Actor
from accounts.http import SignedInRequest
from look.whole_numbers import whole_number
from notifications.errors import NothingToRead
from notifications.forms import QueueForm
from notifications.mail_in import deciding
from notifications.mail_in import queue as queues
from notifications.mail_in.addresses import without_tag
from notifications.mail_in.deciding import DECIDABLE, Read
from notifications.mail_in.reading import files_of, sender_of, words_of
from notifications.models import IncomingMail
from notifications.states import MailShelf, MailState
from offices.models import Duty, Institution, Post
from requests_app.models import InformationRequest
from requests_app.policies import desk_institutions, is_directorate
from requests_app.views.follow import SANDBOX

LARGEST_KEY = 2**63 - 1


@login_required
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """Show one shelf of the mail for the person's desk, newest first."""
    on = localdate()
    if not (desk_institutions(request.user, on=on) or is_directorate(request.user, on=on)):
        return redirect("desks")
    form = QueueForm(request.GET)
    form.full_clean()
    shelf = MailShelf(form.cleaned_data.get("estante") or MailShelf.TO_LOOK_AT)
    text = form.cleaned_data.get("q") or ""
    mine = IncomingMail.objects.visible_to(request.user, on=on)
    page = queues.page_of(
        mine,
        shelf,
        text=text,
        older_than=_key(request, "antes"),
        newer_than=_key(request, "despues"),
    )
    kept = {"estante": shelf.value, **({"q": text} if text else {})}
    context = {
        "shelf": shelf,
        "text": text,
        "shelves": [
            {"label": one.label, "count": count, "key": one.value, "is_current": one == shelf}
            for one, count in queues.counts(mine).items()
        ],
        "mails": page.mails,
        "newer": _link(kept, "despues", page.newer_than),
        "older": _link(kept, "antes", page.older_than),
    }
    return render(request, "notifications/mail/queue.html", context)


class MailView(View):
    """A page about one mail that the person may see; whose it is not gets 404, by any method."""

    request: SignedInRequest
    mail: IncomingMail
    # Pages that decide are for the desk the mail is at; an auditor only reads.
    decides = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        mine = IncomingMail.objects.visible_to(request.user, on=localdate()).with_confirmation()
        rows = mine.select_related("info_request__institution", "institution")
        found = rows.filter(pk=min(kwargs["mail_id"], LARGEST_KEY)).first()
        if found is None:
            raise Http404
        self.mail = found
        if self.decides and not self.may_decide:
            raise Http404
        if request.method not in {"GET", "HEAD", "POST"}:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def by(self) -> Actor:
        """Who decides."""
        return Actor.official(self.request.user)

    @cached_property
    def may_decide(self) -> bool:
        """Whether the person works at the desk the mail is at; nobody's mail is for who directs."""
        mail, on = self.mail, localdate()
        place = mail.info_request.institution if mail.info_request else mail.institution
        if place is not None:
            return desk_institutions(self.request.user, on=on).filter(pk=place.pk).exists()
        held = Post.objects.held_on(on).filter(holder=self.request.user, duty=Duty.DIRECTOR)
        return held.exists()

    @property
    def is_decidable(self) -> bool:
        """Whether the mail still waits for somebody to say what it is."""
        is_made = getattr(self.mail, "is_confirmed", False)
        return self.mail.state in DECIDABLE and not is_made

    @cached_property
    def content(self) -> Read | None:
        """What the mail says, or nothing when its original was erased or cannot be opened."""
        try:
            return deciding.read(self.mail)
        except (NothingToRead, OSError):
            return None

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page about a mail shows of it."""
        mail, content = self.mail, self.content
        name = sender_of(content.message)[0] if content else ""
        return {
            "mail": mail,
            "content": content,
            "sender_name": name,
            "recipient": without_tag(mail.recipient),
            **more,
        }

    def post(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        raise Http404


class Detail(MailView):
    """One mail: who wrote, what it says as plain words, why it is where it is, what can be done."""

    def get(self, request: SignedInRequest, **kwargs: Any) -> HttpResponse:
        mail, content = self.mail, self.content
        steps = list(mail.steps.select_related("by", "info_request", "institution"))
        files, refused = files_of(content.message) if content else ((), ())
        made = InformationRequest.objects.filter(token_digest=mail.draft_digest or None).first()
        context = self.context(
            steps=steps,
            why=queues.why(mail, steps),
            files=files,
            refused=refused,
            whole=words_of(content.message) if content and content.quoted else "",
            made=made,
            is_mine_made=made is not None and _opens(request, made.institution),
            may_decide=self.may_decide,
            is_decidable=self.is_decidable and mail.institution is not None,
            may_assign=self.is_decidable and mail.institution is None,
            may_take_back=deciding.may_take_back(mail),
            is_entered=mail.state == MailState.ENTERED,
            is_filed=mail.state == MailState.FILED,
            is_draft=mail.state == MailState.DRAFTED,
        )
        return render(request, "notifications/mail/one.html", context)


class Attachment(MailView):
    """One file of a mail, of the types that are accepted, to be saved and never shown."""

    def get(self, request: SignedInRequest, **kwargs: Any) -> HttpResponseBase:
        files = files_of(self.content.message)[0] if self.content else ()
        if not 0 <= kwargs["place"] < len(files):
            raise Http404
        chosen = files[kwargs["place"]]
        response = FileResponse(
            chosen.content, as_attachment=True, filename=chosen.name, content_type=chosen.media_type
        )
        response["Content-Security-Policy"] = SANDBOX
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


def _opens(request: SignedInRequest, place: Institution) -> bool:
    return desk_institutions(request.user, on=localdate()).filter(pk=place.pk).exists()


def _key(request: HttpRequest, name: str) -> int | None:
    return whole_number(request.GET.get(name, ""))


def _link(kept: dict[str, str], way: str, key: int | None) -> str:
    return "" if key is None else f"?{urlencode({**kept, way: key})}"
