"""Anybody who holds a certificate's key may see whether it is genuine and still holds."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from oversight.training.models import Certificate
from typeset import keys

UNPROCESSABLE = 422


class KeyForm(forms.Form):
    """The key somebody reads off a certificate."""

    clave = forms.CharField(
        label=_("Clave del certificado"),
        help_text=_("Está al pie: cuatro grupos de cinco letras y números."),
        max_length=60,
        error_messages={"required": _("Escriba la clave del certificado.")},
    )

    def clean_clave(self) -> str:
        """Return the key without hyphens."""
        key = keys.read(self.cleaned_data["clave"])
        if key is None:
            raise forms.ValidationError(
                _("Esa clave no tiene la forma de un certificado. Revise que esté entera.")
            )
        return key


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the key."""
    form = KeyForm(request.GET if "clave" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:check", key=form.cleaned_data["clave"])
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "training/ask.html", {"form": form}, status=status)


@never_cache
@require_safe
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether the certificate of that key is genuine and holds today; kept out of indexes."""
    found = Certificate.objects.filter(key=keys.read(key) or "").first()
    on = localdate()
    context = {
        "certificate": found,
        "printed_key": keys.printed(found.key) if found else "",
        "expired": bool(found and found.valid_until < on),
    }
    answer = render(request, "training/check.html", context, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex"
    return answer
