"""Which numbers and addresses of a passage are somebody's, judged by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from release.identifiers import (
    ACCOUNT,
    EMAIL,
    FIRST_COMPANY_RUC,
    LONG_NUMBER,
    NUMBER,
    PHONE,
    RUC,
    SAYS_MONEY_AFTER,
    fold,
    is_iban,
    is_luhn,
    is_ruc,
)
from release.report import FindingKind

Place = tuple[int, int]

# Nobody's cédula is shorter or longer; it ends in three zeros once in a thousand, an amount often.
_LOWEST_CEDULA = 100_000
_HIGHEST_CEDULA = 12_000_000
_LOWEST_BARE_CEDULA = 300_000
_ROUND = "000"
_FEWEST_NAMES = 2
_MOST_NAMES = 5
_MIN_CARD = 14
_MAX_CARD = 19
# How much around a fixed line says whose it is, in characters.
_NEAR = 160
# Searched in folded text.
_DOCUMENT = re.compile(
    r"(?<![a-z])(?:c\.\s?i\.?(?:[ck]\.?)?|ci\b|ci[cnp]\b|cedulas?\b"
    r"|doc(?:umento)?s?\.? (?:de )?ident|dni\b|identidad\b|pasaportes?\b"
    r"|(?:nro|n.?|num(?:ero)?)\.?\s?(?:de )?doc"
    r"|documento\s*(?:n.?[\s\d]|nro|:|$)|documento del? (?:titular|beneficiari|interesad))"
)
# What makes a whole page speak of identity documents: "documento" alone may be any paper.
_PAGE_OF_DOCUMENTS = re.compile(
    r"(?<![a-z])(?:c\.\s?i\.|ci\b|ci[cnp]\b|cedulas?\b|dni\b|doc(?:umento)?s?\.? (?:de )?ident|"
    r"pasaportes?\b)"
)
_PHONE_SAID = re.compile(r"\b(?:telefonos?|tel|cel|celular(?:es)?|movil|whatsapp|wasap)\b")
_RUC_SAID = re.compile(r"\bruc\b")
_ACCOUNT_SAID = re.compile(
    r"\b(?:cuentas?|cta|ctas|cbu|iban|caja de ahorros?|ahorros?|tarjetas?)\b"
    r"(?! (?:publica|presupuestaria|contable|catastral|corriente catastral))"
)
_MONEY = re.compile(
    r"\b(?:gs|guaranies|usd|dolares|montos?|suma|valor(?:es)?|precios?|pyg|importes?|totales|total|"
    r"subtotal|salarios?|sueldos?|presupuest\w*|ejecutado|saldo|pagos?|pagado|costos?|gastos?|"
    r"ingresos?|egresos?|credito|debito|vigente|obligado|remuneracion\w*|asignacion|aporte|"
    r"liquido|deveng\w+|haber(?:es)?|bonificacion\w*|habitantes|poblacion|superficie|metros|"
    r"hectareas|votos|unidades|cantidad)\b|\bg\.|[₲$]"
)
# What a number is called when it is the number of a thing, not of a person.
OF_A_THING = re.compile(
    r"\b(?:expedientes?|exp|exped|resolucion|res|nota|memorandum|memo|licitacion|llamado|id|pac|"
    r"contrato|decreto|ley|factura|timbrado|codigo|cod|finca|padron|matricula|lote|orden|oc|"
    r"recibo|comprobante|cheque|acta|informe|circular|solicitud|serie|chapa|inventario|"
    r"registro|folio|sir|cdc|convenio|ctral|catastral|entrada|mesa|simese|legajo)\b[\s.:#°ºn0-9/-]*(?:n[°ºro.]*)?[\s.:#-]*$"
)
_PERSON_BEFORE = re.compile(
    r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,}[^\S\r\n]+(?:(?:de|del|la)[^\S\r\n]+)*"
    r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]{2,}\s*[,;:(|–-]*\s*$"
)
_NOT_A_PERSON = re.compile(
    r"\b(?:ministerio|municipalidad|gobernacion|direccion|secretaria|departamento|obras|publicas|"
    r"servicios?|bienes|gastos|total|sub|presupuesto|programa|proyecto|unidad|banco|hospital|"
    r"escuela|colegio|ruta|avenida|asuncion|central|paraguay|itapua|san|santa|villa|ciudad)\b"
)
_OWN_LINE = re.compile(r"\b(?:particular|personal|domicilio|casa|propio|emergencia)\b")
_OFFICE_LINE = re.compile(
    r"\b(?:ministerio|municipalidad|gobernacion|direccion general|direccion de|secretaria|"
    r"mesa de entrada|oficina|interno|int|central telefonica|linea baja institucional|"
    r"institucional|www|fax|atencion|instituto|despacho|edificio|sede)\b|\.gov\.py"
)
_AT = re.compile(r"@|arroba|[(\[]at[)\]]", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(r"@(?:[a-z0-9-]+\.)*(?:gov|mil)\.py$", re.IGNORECASE)
# Its name and its number run together, or the number grouped by blanks or commas.
_JOINED_CEDULA = re.compile(
    r"(?<!\w)(?:c\.?i\.?|c[eé]dula)[\s.:°º#n-]{0,5}(\d{6,7}|\d{1,2}[ ,]\d{3}[ ,]\d{3})(?!\d)",
    re.IGNORECASE,
)
# Headings and labels that say whose or what the numbers under or beside them are.
TELLS_WHOSE = re.compile(
    "|".join(said.pattern for said in (_DOCUMENT, _PHONE_SAID, _RUC_SAID, _ACCOUNT_SAID))
)
TELLS_WHAT = re.compile(f"{_MONEY.pattern}|{OF_A_THING.pattern}")
# Without one of these there is nothing to find but what is known of the requester.
WORTH_READING = re.compile(r"@|arroba|\d(?:[\s./()-]{0,3}\d){5}", re.IGNORECASE)
_BARE_MOBILE = re.compile(r"(?<![\w.,/-])9[6-9]\d[ .-]?\d{3}[ .-]?\d{3}(?![\w.,]\d|\w)")
_BARE_NUMBER = re.compile(r"(?<![\w.,/-])\d{6,8}(?![\w/-]|[.,]\d)")
_CARD = re.compile(r"3[4-7]|4|5[0-8]|2[2-7]|6")


class Passage:
    """A piece of text with what its surroundings say, each worked out once and only if asked."""

    def __init__(self, text: str, context: str) -> None:
        self.text = text
        self.context = fold(context)
        self._says_document: bool | None = None
        self._says_money: bool | None = None

    def before(self, start: int, size: int = 60) -> str:
        """Return, folded, the end of what stands before in the same line; or the context."""
        line = self.text[max(start - size, 0) : start].rpartition("\n")[2]
        return fold(f"{self.context} {line}" if self.context else line)

    def after(self, end: int) -> str:
        """Return, folded, the beginning of what follows."""
        return fold(self.text[end : end + 40])

    def around(self, start: int, end: int) -> str:
        """Return, folded, what stands on both sides."""
        return f"{self.context} {fold(self.text[max(start - _NEAR, 0) : end + _NEAR])}"

    @property
    def says_document(self) -> bool:
        """Whether identity documents are spoken of anywhere in the text."""
        if self._says_document is None:
            self._says_document = bool(
                _PAGE_OF_DOCUMENTS.search(f"{self.context} {fold(self.text)}")
            )
        return self._says_document

    @property
    def says_money(self) -> bool:
        """Whether amounts or counts are spoken of anywhere in the text."""
        if self._says_money is None:
            self._says_money = bool(_MONEY.search(f"{self.context} {fold(self.text)}"))
        return self._says_money


def _emails(said: Passage) -> Iterator[Place]:
    if _AT.search(said.text) is None:
        return
    for found in EMAIL.finditer(said.text):
        # "at" between two words is English, not an address, unless brackets mark it.
        is_address = (
            "@" in found[0]
            or "arroba" in found[0].casefold()
            or "(at)" in found[0]
            or "[at]" in found[0]
        )
        if is_address and not _PUBLIC_DOMAIN.search(found[0]):
            yield found.span()


def _phones(said: Passage) -> Iterator[Place]:
    for found in PHONE.finditer(said.text):
        digits = re.sub(r"\D", "", found[0]).removeprefix("595").lstrip("0")
        if digits.startswith("9") or not _is_office_line(said, *found.span()):
            yield found.span()
    for found in re.finditer(
        r"(?<![\w.,/-])9[6-9]\d[ .-]?\d{3}[ .-]?\d{3}(?![\w.,]\d|\w)", said.text
    ):
        if _PHONE_SAID.search(said.before(found.start())):
            yield found.span()


def _is_office_line(said: Passage, start: int, end: int) -> bool:
    around = said.around(start, end)
    if OF_A_THING.search(said.before(start)):
        return True
    return bool(_OFFICE_LINE.search(around)) and not _OWN_LINE.search(around)


def _rucs(said: Passage) -> Iterator[Place]:
    for found in RUC.finditer(said.text):
        digits = found[1].replace(".", "")
        before = said.before(found.start())
        # A wrong check digit after the word RUC is a slip of the pen: the cédula is there all the
        # same. Without the word, only a number whose check digit is right is taken for one.
        is_one = _RUC_SAID.search(before) or (
            is_ruc(digits, found[2]) and not OF_A_THING.search(before)
        )
        if is_one and int(digits) < FIRST_COMPANY_RUC:
            yield found.span()
    for found in _BARE_NUMBER.finditer(said.text):
        says = said.context and _RUC_SAID.search(said.context)
        if says and int(found[0][:-1]) < FIRST_COMPANY_RUC // 10:
            yield found.span()


def _cedulas(said: Passage) -> Iterator[Place]:
    for found in NUMBER.finditer(said.text):
        value = int(found[0].replace(".", ""))
        if _LOWEST_CEDULA <= value <= _HIGHEST_CEDULA and _is_cedula(said, found):
            yield found.span()

    for found in _JOINED_CEDULA.finditer(said.text):
        yield found.span(1)


def _is_cedula(said: Passage, found: re.Match[str]) -> bool:
    before = said.before(found.start())
    if _says_document_last(before):
        return True
    if OF_A_THING.search(before) or SAYS_MONEY_AFTER.search(said.after(found.end())):
        return False
    if _follows_a_person(said.text, found.start()):
        return True
    return _is_cedula_by_its_page(said, found[0], before)


def _is_cedula_by_its_page(said: Passage, number: str, before: str) -> bool:
    """Judge a number that nothing beside it explains by what the whole page speaks of."""
    is_dotted = "." in number
    value = int(number.replace(".", ""))
    if number.endswith(_ROUND) or value < _LOWEST_BARE_CEDULA or _MONEY.search(before):
        return False
    if said.says_document:
        return True
    return is_dotted and not said.says_money


def _says_document_last(before: str) -> bool:
    """Say whether the last thing named before the number is an identity document."""
    last = None
    for last in _DOCUMENT.finditer(before):  # noqa: B007 - only the last one is wanted
        pass
    if last is None:
        return False
    rest = before[last.end() :]
    return not (_MONEY.search(rest) or OF_A_THING.search(rest) or ";" in rest)


def _follows_a_person(text: str, start: int) -> bool:
    said = _PERSON_BEFORE.search(text[max(start - 60, 0) : start])
    return said is not None and not _NOT_A_PERSON.search(fold(said[0]))


def names_a_person(text: str) -> bool:
    """Say whether a short text by itself is a person's name: two to five proper names."""
    words = text.replace(",", " ").split()
    return (
        _FEWEST_NAMES <= len(words) <= _MOST_NAMES
        and all(word[:1].isupper() and word.isalpha() for word in words)
        and not _NOT_A_PERSON.search(fold(text))
    )


def could_be_cedula(number: str) -> bool:
    """Say whether a bare number has the size of a cédula and is not a round amount."""
    digits = number.removesuffix(".0")
    return (
        digits.isdecimal()
        and not digits.endswith(_ROUND)
        and _LOWEST_BARE_CEDULA <= int(digits) <= _HIGHEST_CEDULA
    )


def _accounts(said: Passage) -> Iterator[Place]:
    for found in LONG_NUMBER.finditer(said.text):
        digits = re.sub(r"\D", "", found[0])
        is_card = _MIN_CARD <= len(digits) <= _MAX_CARD and _CARD.match(digits)
        if (is_card and is_luhn(digits)) or (found[0][0].isalpha() and is_iban(found[0])):
            yield found.span()
    for found in ACCOUNT.finditer(said.text):
        before = said.before(found.start())
        if _says_account_last(before):
            yield found.span()


def _says_account_last(before: str) -> bool:
    last = None
    for last in _ACCOUNT_SAID.finditer(before):  # noqa: B007 - only the last one is wanted
        pass
    if last is None:
        return False
    rest = before[last.end() :]
    others = (_MONEY, OF_A_THING, _DOCUMENT, _PHONE_SAID, _RUC_SAID)
    return ";" not in rest and not any(other.search(rest) for other in others)


FINDERS: tuple[tuple[FindingKind, Callable[[Passage], Iterator[Place]]], ...] = (
    (FindingKind.PERSONAL_EMAIL, _emails),
    (FindingKind.PERSONAL_RUC, _rucs),
    (FindingKind.PERSONAL_PHONE, _phones),
    (FindingKind.PERSONAL_ACCOUNT, _accounts),
    (FindingKind.PERSONAL_CEDULA, _cedulas),
)
