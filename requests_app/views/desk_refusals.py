"""What an officer reads when an act was not done: why, and the text typed, ready to be copied."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from requests_app.forms.desk import ClarificationForm, CourtFilingForm, RulingForm
from requests_app.forms.fields import LineField, TextField
from requests_app.forms.forwarding import ForwardForm
from requests_app.models import InformationRequest

NOT_YOURS = _("Este pedido ya no está a su cargo, o no existe. No se guardó nada.")

_labels: dict[str, str | Promise] = {}
_ROW_LABELS = {"item": _("Parte que no se entrega"), "ground": _("Ley y artículo")}


def name_texts(*asked: type[forms.Form]) -> None:
    """Have the texts these forms ask for given back by their labels when an act is refused."""
    for form in asked:
        for name, field in form.base_fields.items():
            if isinstance(field, LineField | TextField):
                _labels[name] = field.label or name


name_texts(RulingForm, CourtFilingForm, ForwardForm, ClarificationForm)


def not_yours(request: HttpRequest, number: str) -> HttpResponse:
    """Answer 404; who sent text gets it back, and learns nothing of whether the request exists.

    Raises Http404 when there is nothing to give back.
    """
    if not typed_text(request.POST):
        raise Http404
    return refused(request, number, NOT_YOURS, status=404)


def refused(
    request: HttpRequest,
    number: str,
    message: str | Promise,
    *,
    status: int = 409,
    is_kept: bool = False,
) -> HttpResponse:
    """Say why the act was not done and show what was typed, so that nothing is lost.

    `is_kept` says that the text is also among the request's drafts.
    """
    context = {
        "is_kept": is_kept,
        "message": message,
        "typed": typed_text(request.POST),
        "file_names": [sent.name for sent in request.FILES.getlist("attachments")],
        "number": number,
        "can_open": _can_open(request, number),
    }
    return render(request, "desk/refused.html", context, status=status)


def typed_text(post: QueryDict) -> list[tuple[str | Promise, str]]:
    """Return the texts of a form that was sent, labelled, without its choices and tokens."""
    return [
        (label, value)
        for name, value in post.items()
        if (label := _label(name)) and isinstance(value, str) and value.strip()
    ]


def _label(name: str) -> str | Promise | None:
    row, _separator, place = name.partition("_")
    if place.isdecimal():
        return _ROW_LABELS.get(row)
    return _labels.get(name)


def _can_open(request: HttpRequest, number: str) -> bool:
    if not request.user.is_authenticated:
        return False
    visible = InformationRequest.objects.visible_to(request.user, on=localdate())
    return visible.filter(number=number).exists()
