"""What each outcome of a request must contain, and which texts can reserve information."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from law.articles import Article, Statute


class Outcome(StrEnum):
    """How a request may be answered (rule A1)."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    ALREADY_PUBLIC = "already_public"
    NOT_HELD = "not_held"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing an answer must say: the field, its label and what to tell who leaves it out."""

    field: str
    label: str
    message: str
    article: Article
    verified: bool = False


_LAW = Statute.ACCESS_LAW
_ANSWERS = Article(_LAW)
_PARTIAL = Article(Statute.ACCESS_DECREE)
_REASONED = Article(_LAW, "19")
_RESERVED = Article(_LAW, "22")

DEFAULT_COST = 0  # guaraníes; rule A6: asking is free (Ley 5282/2014, art. 4)

_TEXT = Requirement("text", "Respuesta", "Escriba la respuesta.", _ANSWERS)
_RESERVE_LAW = Requirement(
    "reserve_law",
    "Ley que reserva la información",
    "Cite la ley, con su número y año: un decreto o una resolución no reserva información.",
    _RESERVED,
)
_RESERVE_ARTICLE = Requirement(
    "reserve_article",
    "Artículo de esa ley",
    "Indique el artículo de la ley que reserva la información.",
    _RESERVED,
)
_GROUND = Requirement(
    "other_ground",
    "Otro motivo legal",
    "Indique el motivo: la ley y el artículo que reservan la información, u otro motivo legal.",
    _REASONED,
)

_GROUNDS = (_RESERVE_LAW, _RESERVE_ARTICLE, _GROUND)

_REQUIRED: dict[Outcome, tuple[Requirement, ...]] = {
    Outcome.GRANTED: (_TEXT,),
    Outcome.PARTLY_GRANTED: (
        _TEXT,
        Requirement(
            "withheld",
            "Lo que no se entrega",
            "Indique cada parte que no se entrega y su motivo.",
            _PARTIAL,
        ),
    ),
    Outcome.ALREADY_PUBLIC: (
        _TEXT,
        Requirement("source", "Fuente", "Indique dónde está publicada.", _ANSWERS),
        Requirement("place", "Lugar", "Indique el lugar o el enlace para consultarla.", _ANSWERS),
        Requirement("form", "Forma de acceso", "Indique cómo se accede a ella.", _ANSWERS),
    ),
    Outcome.NOT_HELD: (
        _TEXT,
        Requirement(
            "search_made",
            "Búsqueda realizada",
            "Cuente qué se buscó, dónde y con qué resultado.",
            _ANSWERS,
        ),
    ),
    Outcome.DENIED: (
        Requirement(
            "resolution_number",
            "Número de la resolución",
            "Indique el número de la resolución fundada.",
            _REASONED,
        ),
        Requirement(
            "resolution_on",
            "Fecha de la resolución",
            "Indique la fecha de la resolución fundada.",
            _REASONED,
        ),
        Requirement(
            "signatory",
            "Máxima autoridad que firma",
            "Indique quién firma: solo la máxima autoridad puede denegar.",
            _REASONED,
        ),
        Requirement(
            "facts", "Motivos de hecho", "Escriba los motivos de hecho de la denegación.", _REASONED
        ),
        Requirement(
            "legal_grounds",
            "Motivos de derecho",
            "Escriba los motivos de derecho de la denegación.",
            _REASONED,
        ),
        _RESERVE_LAW,
        _RESERVE_ARTICLE,
        _GROUND,
    ),
}


def requirements(outcome: Outcome) -> tuple[Requirement, ...]:
    """Return what an answer with that outcome must say (law.md rules A1 to A4).

    A denial rests on a reserve (`reserve_law` and `reserve_article`) or on `other_ground`: all
    three are listed, and `missing` asks only for the one that applies.
    """
    return _REQUIRED[outcome]


def missing(outcome: Outcome, given: Mapping[str, str]) -> tuple[Requirement, ...]:
    """Return what is still lacking from the fields given, in the order they are asked.

    A text without a letter or a digit is as good as none. A reserve that cites anything but a
    law lacks its law, even beside another ground (Ley 5282/2014, art. 22).
    """
    said = {field for field, text in given.items() if any(map(str.isalnum, text))}
    needed = [item for item in _REQUIRED[outcome] if item not in _GROUNDS]
    lacking = [item for item in needed if item.field not in said]
    if outcome is Outcome.DENIED:
        lacking += _missing_ground(given, said)
    return tuple(lacking)


# What the ground of each part withheld lacks, said at that part (rule A4).
PART_WITHOUT_GROUND = "Indique la ley y el artículo de esta parte."
PART_WITHOUT_LAW = (
    "Cite la ley de esta parte, con su número y año: un decreto o una resolución no reserva "
    "información."
)
PART_WITHOUT_ARTICLE = "Indique el artículo de la ley que reserva esta parte."


def lacking_in_ground(ground: str) -> str:
    """Return what the ground of one withheld part lacks, in words, or nothing (rule A4).

    What is kept back of an answer is denied as far as it goes: it stands on a law and names the
    article, as a denial does (Ley 5282/2014, art. 22), the reading that favours access.
    """
    if not any(map(str.isalnum, ground)):
        return PART_WITHOUT_GROUND
    if not is_law(ground):
        return PART_WITHOUT_LAW
    return "" if _ARTICLE.search(_plain(ground)) else PART_WITHOUT_ARTICLE


def _missing_ground(given: Mapping[str, str], said: set[str]) -> list[Requirement]:
    reserve = said & {"reserve_law", "reserve_article"}
    if not reserve:
        return [] if "other_ground" in said else [_GROUND]
    lacking = [] if is_law(given.get("reserve_law", "")) else [_RESERVE_LAW]
    if "reserve_article" not in said:
        lacking.append(_RESERVE_ARTICLE)
    return lacking


# Named one by one: a "código de ética" is usually approved by resolution.
_CODES = (
    "penal|civil|laboral|del trabajo|procesal (penal|civil|laboral|del trabajo)"
    "|de procedimientos? penal(es)?|penal militar|de procedimiento penal militar|sanitario"
    "|electoral|aduanero|aeronautico|rural|de (la )?ninez y (la )?adolescencia"
    "|de ejecucion penal|de organizacion judicial"
)
_NUMBER = r"(n|no|nro|num|numero)?[.°]{0,2} ?"
_IS_LAW = re.compile(
    r"(la |el )?("
    rf"ley (organica )?{_NUMBER}[1-9][0-9.]*( ?/ ?([0-9]{{2}}|[0-9]{{4}}))?(?![\w/-])"
    rf"|(constitucion|codigo ({_CODES}))( nacional| paraguayo)?( de la republica)?( del paraguay)?"
    r"(?=$|[,;.(]| art)"
    r")"
)
_ARTICLE = re.compile(r"\barts?(iculos?)?\.? ?(n[.°]* ?)?[0-9]")
_LESSER = re.compile(rf"\b(decreto|resolucion|acordada|ordenanza|circular) {_NUMBER}[0-9]")


def is_law(instrument: str) -> bool:
    """Say whether the instrument cited is a law: the Constitution, a code or a numbered law.

    A decree, resolution, court order or ordinance is not, nor is a law cited together with one:
    the reserve must stand on the law alone (Ley 5282/2014, art. 22). A decree-law is refused
    too, the reading that favours access.
    """
    words = " ".join(_plain(instrument).split())
    return _IS_LAW.match(words) is not None and _LESSER.search(words) is None


def _plain(text: str) -> str:
    """Lower case without accents, with the ordinal of "N.º" as the degree sign."""
    unified = unicodedata.normalize("NFKD", text.replace("º", "°")).casefold()
    return "".join(letter for letter in unified if not unicodedata.combining(letter))
