"""The front door of one institution: its own page to begin at, and a window for its own site."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from law.rules import rules_on
from look.figures.periods import Period
from offices.errors import UnknownInstitution
from offices.models import Institution, Office, OfficeKind
from offices.schedules import institution_of
from stats.figures import Scope, figures

ANY_SITE = ["*"]


@require_safe
def front_door(request: HttpRequest, code: str) -> HttpResponse:
    """Show who is asked, where its office is, how it answers, and where to begin."""
    institution = _known(code)
    living = institution.competent()
    if living != institution or code != institution.code:
        return redirect("front_door", code=living.code)
    on = localdate()
    context = {
        "institution": institution,
        "office": Office.objects.filter(institution=institution, kind=OfficeKind.ACCESS).first(),
        "figures": figures(Period.last_twelve(on), Scope(institution_id=institution.pk)),
        "answer": rules_on(on).answer,
    }
    return render(request, "openness/front_door.html", context)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ANY_SITE})  # type: ignore[arg-type]
def window(request: HttpRequest, code: str) -> HttpResponse:
    """Show the small page that another site may frame.

    It is made without the request: it asks for no session, sets no cookie and has nothing to
    press but links that open in the whole window.
    """
    institution = _known(code).competent()
    context = {
        "institution": institution,
        "answer": rules_on(localdate()).answer,
        "site": settings.PUBLIC_URL,
        "is_demo": settings.DEMO,
    }
    return HttpResponse(render_to_string("openness/window.html", context))


@require_safe
def window_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show an institution what to copy into its own site."""
    institution = _known(code).competent()
    title = _("Pedir información pública a %(name)s") % {"name": institution.name}
    door = settings.PUBLIC_URL + reverse("front_door", args=[institution.code])
    framed = settings.PUBLIC_URL + reverse("window", args=[institution.code])
    context = {
        "institution": institution,
        "link_code": format_html('<a href="{}">{}</a>', door, title),
        "frame_code": format_html(
            '<iframe src="{}" title="{}" width="100%" height="320" loading="lazy"></iframe>',
            framed,
            title,
        ),
    }
    return render(request, "openness/window_code.html", context)


def _known(code: str) -> Institution:
    try:
        return institution_of(code)
    except UnknownInstitution as unknown:
        raise Http404(str(unknown)) from unknown
