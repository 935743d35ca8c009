"""Whether the author a file names is a person: programs and institutions are nobody's datum."""

from __future__ import annotations

import re

from release.identifiers import fold

_NOBODY = frozenset(
    {
        "", "admin", "administrador", "administrator", "anonimo", "anonymous", "autor", "author",
        "default", "desconocido", "equipo", "guest", "invitado", "localuser", "n/a", "na", "nadie",
        "ninguno", "none", "null", "owner", "pc", "propietario", "root", "sin autor", "sin nombre",
        "soporte", "system", "unknown", "unspecified", "untitled", "user", "usuario",
        "usuario de windows", "windows user", "microsoft office user", "user name", "un-named",
    }
)  # fmt: skip
# One of these makes it the name of a program or of a machine, not of a person.
_PROGRAM = re.compile(
    r"\b(?:abbyy|acrobat|adobe|apache|apple|calc|canon|canva|chrome|chromium|crystal reports|docx|"
    r"epson|excel|exporter|exporting|finereader|fpdf|foxit|fujitsu|ghostscript|google|hp|ilovepdf|"
    r"illustrator|impress|indesign|inkscape|itext|jasper\w*|konica|kyocera|latex|lexmark|"
    r"libreoffice|mac os|macos|microsoft|mozilla|mpdf|nitro|numbers|office|openoffice|openpyxl|"
    r"oracle|pages|pandas|pdf|pdfium|pdflib|pdftex|photoshop|powerpoint|ps\w*script\w*|python|"
    r"quartz|reportlab|ricoh|samsung|scan\w*|skia|sheets|sharp|tcpdf|tesseract|tex|tibco|typst|"
    r"weasyprint|windows|wkhtmltopdf|word|wps|writer|xerox|xelatex|xlsxwriter)\b|\d+\.\d|\.dll\b|"
    r"pdf\w*\b|\w*docx?\b|https?:"
)
_INSTITUTION = re.compile(
    r"^(?:el |la |los )?(?:administracion|agencia|ande|area|asesoria|banco|camara|centro|comision|"
    r"comite|congreso|consejo|contraloria|corte|cooperativa|defensoria|departamento|despacho|dinac|direccion|"
    r"division|empresa|entidad|equipo|escuela|essap|estado|facultad|fiscalia|fiscal general|fondo|"
    r"gabinete|gerencia|gobernacion|gobierno|hospital|instituto|intendencia|ips|itaipu|junta|"
    r"jefatura|juzgado|mec|ministerio|ministry|mopc|mspbs|municipalidad|oficina|poder|policia|"
    r"presidencia|procuraduria|programa|proyecto|republica|secretaria|seccion|senado|"
    r"servicio|sistema|subsecretaria|tesoreria|tribunal|unidad|universidad|viceministerio|"
    r"yacyreta)\b|^www\.|\bs\.?\s?a\.?$|\bs\.?r\.?l\.?$|\be\.?a\.?s\.?$"
)
# A person and where they work are often written one after the other.
_BETWEEN = re.compile(r"[,;()|\n]|\s[–-]\s")
_BLANKS = " \t\r\n.\0"
_PROPER_NAME = re.compile(r"[A-ZÁÉÍÓÚÑÜ][\w'’áéíóúñü-]+")
_FEWEST_WORDS = 2
_MOST_WORDS = 5


def names_someone(author: str) -> bool:
    """Say whether the author of a file may be a person, also by the name of their account.

    What cannot be told from a person is taken for one: a person looks at it then.
    """
    parts = [part.strip(_BLANKS) for part in _BETWEEN.split(fold(author)) if part.strip(_BLANKS)]
    return not all(
        part in _NOBODY or _INSTITUTION.search(part) or _PROGRAM.search(part) for part in parts
    )


def looks_like_a_name(program: str) -> bool:
    """Say whether what should be a program's name is a person's: two to five proper names."""
    words = [word for word in program.split() if word.casefold() not in {"de", "del", "la"}]
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and all(_PROPER_NAME.fullmatch(word) for word in words)
        and names_someone(program)
    )
