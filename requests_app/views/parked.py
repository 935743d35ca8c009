"""What was sent after the session had ended: kept beside the sign-in, shown again after it."""

from django.http import HttpRequest, QueryDict

KEY = "parked"
# No honest page carries more; whoever fills a session with noise fills little of it.
LONGEST = 400_000
NEVER_KEPT = ("csrfmiddlewaretoken",)


def keep(request: HttpRequest) -> None:
    """Keep the fields of a form sent without a session, until somebody signs in there.

    They wait on the server, in the visitor's new session, which signing in goes on with; nothing
    stays in the browser. Its files are not kept.
    """
    fields = request.POST.copy()
    for name in NEVER_KEPT:
        fields.pop(name, None)
    typed = fields.urlencode()
    if typed and len(typed) <= LONGEST:
        request.session[KEY] = {"path": request.path, "typed": typed}


def take(request: HttpRequest) -> QueryDict | None:
    """Return what had been sent to this address, once; None when nothing had."""
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(kept["typed"])
