"""Writing down what an institution nobody attends here answered: chosen, typed, proved, given."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actors import Actor
from accounts.http import SignedInRequest
from answering import shelf
from answering.forms.reply import OutcomeForm
from answering.states import Shelf
from answering.views.files import inspect_in_time
from notifications.errors import NothingToRead
from notifications.mail_in.deciding import read
from notifications.mail_in.reading import files_of
from off_system.forms import OutsideDenialForm, OutsideReplyForm
from off_system.registering import register
from off_system.tracking import replies
from off_system.views_access import found_or_404
from oversight.views_access import directorate_only
from requests_app.errors import ActionRefused, DocumentRefused, FileHeld, Incomplete, OnTheSystem
from requests_app.models import InformationRequest
from requests_app.models.request import STILL_ANSWERABLE
from requests_app.states import Outcome

logger = logging.getLogger(__name__)

UNPROCESSABLE, CONFLICT = 422, 409
ROWS = 5


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def choose(request: SignedInRequest, number: str) -> HttpResponse:
    """Ask what the institution answered; it decides what else is asked."""
    row = found_or_404(number)
    if refusal := _closed(row):
        return _refused(request, row, refusal)
    form = OutcomeForm(
        request.POST if request.method == "POST" else None,
        label=_("¿Qué respondió la institución?"),
        allows_denial=True,
    )
    if form.is_bound and form.is_valid():
        return redirect("off_system:register", number=number, outcome=form.cleaned_data["outcome"])
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "off_system/choose.html", {"row": row, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@directorate_only
def give(request: SignedInRequest, number: str, outcome: str) -> HttpResponse:
    """Ask for the answer and its proof, and register it."""
    if outcome not in Outcome.values:
        raise Http404
    row = found_or_404(number)
    if refusal := _closed(row):
        return _refused(request, row, refusal)
    wanted = Outcome(outcome)
    if request.method != "POST":
        return _page(request, row, wanted, _form(row, wanted))
    form = _form(row, wanted, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, wanted, form, status=UNPROCESSABLE)
    if status := _attempt(request, row, form):
        return _page(request, row, wanted, form, status=status)
    messages.success(request, _("La respuesta quedó registrada y la persona recibe el aviso."))
    return redirect("off_system:request", number=number)


def _attempt(
    request: SignedInRequest,
    row: InformationRequest,
    form: OutsideReplyForm | OutsideDenialForm,
) -> int:
    """Register it; return 0, or the status of the page that says on its form why not."""
    try:
        register(row, form, by=Actor.official(request.user), at=now())
    except Incomplete as error:
        form.show_refusal(error.fields)
    except (FileHeld, DocumentRefused) as error:
        form.add_error(None, str(error))
    except OSError:
        logger.exception("the files of an answer could not be stored")
        sorry = _("No pudimos guardar los archivos ahora. Pruebe de nuevo en un momento.")
        form.add_error(None, sorry)
    except ActionRefused as error:
        form.add_error(None, str(error))
        return CONFLICT
    else:
        return 0
    return UNPROCESSABLE


@require_POST
@directorate_only
def take_files(request: SignedInRequest, number: str, pk: int, outcome: str) -> HttpResponse:
    """Put the files of a mail on the shelf of the answer, each looked into as any other."""
    if outcome not in Outcome.values:
        raise Http404
    row = found_or_404(number)
    if refusal := _closed(row):
        return _refused(request, row, refusal)
    mail = replies(row).filter(pk=pk).first()
    if mail is None:
        raise Http404
    try:
        accepted, refused = files_of(read(mail).message)
    except NothingToRead as error:
        return _refused(request, row, error)
    added, place = [], _shelf_of(Outcome(outcome))
    for checked in accepted:
        try:
            added.append(shelf.add(row, place, checked, by=request.user, at=now()))
        except DocumentRefused as error:
            messages.warning(request, str(error))
    inspect_in_time(added, row)
    for name in refused:
        messages.warning(request, _("«%(name)s» no se acepta.") % {"name": name})
    return redirect("off_system:register", number=number, outcome=outcome)


def _closed(row: Any) -> ActionRefused | None:
    """Return why nothing can be registered for this request today, if nothing can."""
    if row.is_here:
        return OnTheSystem()
    if row.stage not in STILL_ANSWERABLE:
        refusal = ActionRefused()
        refusal.message = _("Este pedido ya no espera una respuesta.")
        return refusal
    return None


def _refused(request: SignedInRequest, row: Any, refusal: ActionRefused) -> HttpResponse:
    context = {"row": row, "refusal": refusal, "typed": _typed(request)}
    return render(request, "off_system/refused.html", context, status=CONFLICT)


def _typed(request: SignedInRequest) -> list[tuple[str, str]]:
    """Return the texts that were sent, so that nothing is lost."""
    form = OutsideReplyForm(outcome=Outcome.ALREADY_PUBLIC, mails=())
    denial = OutsideDenialForm(institution=None, on=localdate(), mails=())
    labels = {name: field.label for one in (denial, form) for name, field in one.fields.items()}
    asked = ("proof", "way", "sure", "arrived_on")
    return [
        (str(labels[name]), str(value))
        for name, value in request.POST.items()
        if name in labels and name not in asked and str(value).strip()
    ]


def _form(
    row: InformationRequest, outcome: Outcome, data: Any = None, files: Any = None
) -> OutsideReplyForm | OutsideDenialForm:
    mails = list(replies(row))
    if outcome == Outcome.DENIED:
        return OutsideDenialForm(
            data, files, institution=row.institution, on=localdate(), mails=mails
        )
    return OutsideReplyForm(data, files, outcome=outcome, rows=ROWS, mails=mails)


def _shelf_of(outcome: Outcome) -> Shelf:
    return Shelf.DENY if outcome == Outcome.DENIED else Shelf.ANSWER


def _page(
    request: SignedInRequest,
    row: InformationRequest,
    outcome: Outcome,
    form: OutsideReplyForm | OutsideDenialForm,
    *,
    status: int = 200,
) -> HttpResponse:
    if request.FILES and form.errors:
        messages.warning(request, _("Elija otra vez la constancia: el navegador no la guarda."))
    place = _shelf_of(outcome)
    mails = [(mail, _text_of(mail)) for mail in replies(row)]
    context = {
        "row": row,
        "outcome": outcome,
        "form": form,
        "mails": mails,
        "kept": shelf.kept_on(row, place),
        "shelf": place,
    }
    return render(request, "off_system/register.html", context, status=status)


def _text_of(mail: Any) -> str:
    try:
        return read(mail).text
    except NothingToRead as refusal:
        return str(refusal)
