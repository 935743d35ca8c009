"""What every public source publishes unasked: the seventeen items of Ley 5282/2014, art. 8."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from law.articles import Article, Statute


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One item: its letter in the article, its short name and what must be found."""

    letter: str
    title: str
    meaning: str
    verified: bool = False

    @property
    def article(self) -> Article:
        """The provision that names it, under its letter."""
        return Article(Statute.ACCESS_LAW, "8")


@dataclass(frozen=True, slots=True)
class PublishedItems:
    """A dated list: an edition is never edited, only followed by another."""

    id: str
    in_force_from: date
    items: tuple[PublishedItem, ...]

    def item(self, letter: str) -> PublishedItem:
        """Return the item of that letter. Raises KeyError."""
        return {item.letter: item for item in self.items}[letter]


EDITIONS: tuple[PublishedItems, ...] = (
    PublishedItems(
        id="articulo-8-inicial",
        in_force_from=date(2014, 9, 18),
        items=(
            PublishedItem("a", "Estructura", "Cómo está organizada la institución."),
            PublishedItem("b", "Facultades", "Qué funciones y atribuciones tiene."),
            PublishedItem("c", "Normas", "Las normas que la rigen."),
            PublishedItem("d", "Funcionamiento", "Cómo funciona y cómo toma sus decisiones."),
            PublishedItem(
                "e", "Personal y sueldos", "Quiénes trabajan, en qué cargo y cuánto cobran."
            ),
            PublishedItem("f", "Políticas y planes", "Qué se propone hacer y cómo."),
            PublishedItem("g", "Programas en ejecución", "Qué está haciendo y con qué fondos."),
            PublishedItem("h", "Auditorías", "Los informes de auditoría."),
            PublishedItem("i", "Viajes", "Los informes de los viajes oficiales."),
            PublishedItem("j", "Convenios y contratos", "Con quién se obligó y a qué."),
            PublishedItem("k", "Cartas oficiales", "Las cartas oficiales."),
            PublishedItem("l", "Consultorías", "Los informes finales de consultoría."),
            PublishedItem("m", "Resultados", "Los cuadros de resultados."),
            PublishedItem("n", "Poderes", "La lista de poderes vigentes."),
            PublishedItem("o", "Registros", "El índice de los registros que lleva."),
            PublishedItem(
                "p", "Cómo pedir información", "El procedimiento, el lugar y quién atiende."
            ),
            PublishedItem("q", "Participación", "Cómo participa la gente en sus decisiones."),
        ),
    ),
)


def items_on(day: date, *, editions: tuple[PublishedItems, ...] = EDITIONS) -> PublishedItems:
    """Return the latest list in force on `day`; before the first one, the first."""
    begun = [edition for edition in editions if edition.in_force_from <= day]
    return begun[-1] if begun else editions[0]
