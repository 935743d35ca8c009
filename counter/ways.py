"""The ways in which a request reaches a counter, as addresses and pages name them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from requests_app.states import Channel


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its word in the address, its channel, its words, and the key that opens it."""

    slug: str
    channel: Channel
    label: str | Promise
    hint: str | Promise
    title: str | Promise
    key: str

    @property
    def is_verbal(self) -> bool:
        """Whether a record is drawn up and read back."""
        return self.channel == Channel.VERBAL

    @property
    def has_paper(self) -> bool:
        """Whether something written came in, with a date and perhaps a number of its own."""
        return self.channel in {Channel.WRITTEN, Channel.EMAIL}


WAYS = {
    way.slug: way
    for way in (
        Way(
            "verbal",
            Channel.VERBAL,
            _("De palabra"),
            _("La persona lo dice, el sistema redacta el acta y usted se la lee."),
            _("Pedido de palabra"),
            "1",
        ),
        Way(
            "persona",
            Channel.COUNTER,
            _("En persona"),
            _("La persona lo escribe o se lo dicta, y se lleva su constancia."),
            _("Pedido en persona"),
            "2",
        ),
        Way(
            "nota",
            Channel.WRITTEN,
            _("Por nota"),
            _("Un escrito en papel que entró por mesa de entradas."),
            _("Pedido por nota"),
            "3",
        ),
        Way(
            "correo",
            Channel.EMAIL,
            _("Por correo electrónico"),
            _("Un correo que llegó a la oficina y no al sistema."),
            _("Pedido por correo electrónico"),
            "4",
        ),
    )
}
