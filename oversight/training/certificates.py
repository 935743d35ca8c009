"""The certificate as a page to keep, with the code that leads to its verification."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from look.templatetags.look import number
from oversight.training.models import Certificate
from typeset import keys, qr
from typeset.document import Document, Facts, Heading, Paragraph, Picture, as_pdf

_QR_WIDTH_CM = 3.2
_LANGUAGE = "es"


def address_of(certificate: Certificate) -> str:
    """Return the address that verifies it, as printed and as encoded."""
    return f"{settings.PUBLIC_URL}{reverse('certificates:check', args=[certificate.key])}"


def pdf_of(certificate: Certificate) -> bytes:
    """Return the certificate as a PDF in Spanish, the same each time it is taken."""
    with override(_LANGUAGE):
        return as_pdf(_document(certificate), at=certificate.issued_at, demo=settings.DEMO)


def _document(certificate: Certificate) -> Document:
    address, key = address_of(certificate), _("Clave")
    return Document(
        title=_("Certificado de capacitación"),
        over=_("Dirección de Acceso a la Información Pública, Ministerio de Justicia"),
        footer=f"{key} {keys.printed(certificate.key)}",
        blocks=[
            Paragraph(
                _("Se certifica que %(name)s, de %(institution)s, aprobó el curso:")
                % {"name": certificate.name, "institution": certificate.institution}
            ),
            Heading(certificate.course),
            Facts(
                [
                    (_("Horas"), number(certificate.hours)),
                    (_("Día"), _in_words(certificate.held_on)),
                    (_("Emitido"), _in_words(certificate.issued_on)),
                    (_("Vale hasta"), _in_words(certificate.valid_until)),
                ]
            ),
            Heading(_("Verifique este certificado")),
            Picture(
                qr.svg(address),
                _("Código QR que abre la verificación: %(address)s") % {"address": address},
                _QR_WIDTH_CM,
            ),
            Paragraph(_("Escanee el código o entre en %(address)s") % {"address": address}, "note"),
        ],
    )


def _in_words(day: date) -> str:
    return f"{day:%d/%m/%Y}"
