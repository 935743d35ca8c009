"""What each kind of finding is called in Spanish and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from release.report import FindingKind, FixKind, Scan, Verdict


def _(text: str) -> str:
    """Mark a sentence for translation; whoever shows it translates it."""
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a finding and what to do about it."""

    label: str
    advice: str


_SEE = _("Mire si puede darse a conocer; si no, quítelo del original y vuelva a subirlo.")
_REPLACE = _("Este archivo no puede entregarse. Súbalo en otro formato.")
_SMALLER = _("Entréguelo en partes más chicas o en otro formato, y vuelva a revisarlo.")
_STRIKE = _("Si no puede darse a conocer, táchelo o quítelo. Si puede, diga por qué.")
_SHEET = _("Muestre lo oculto y quítelo si no corresponde, o entregue solo los valores visibles.")
_CLEAN = _("Puede quitarse sin tocar el contenido.")
_CHANGES = _("Acepte o rechace los cambios y quite los comentarios antes de entregarlo.")
_PDF = _("Vuelva a hacer el PDF: lo tapado no está borrado y cualquiera puede copiarlo.")

_WORDS: dict[FindingKind, Words] = {
    FindingKind.TYPE_MISMATCH: Words(_("El archivo no es lo que dice su nombre"), _REPLACE),
    FindingKind.TYPE_NOT_ACCEPTED: Words(_("Tipo de archivo que no se acepta"), _REPLACE),
    FindingKind.POLYGLOT: Words(_("Dos archivos en uno"), _REPLACE),
    FindingKind.MACRO: Words(_("Programa dentro del archivo (macro)"), _REPLACE),
    FindingKind.NESTED_ARCHIVE: Words(_("Archivo dentro de otro archivo"), _REPLACE),
    FindingKind.INFECTED: Words(_("Virus"), _REPLACE),
    FindingKind.ENCRYPTED: Words(
        _("Archivo con contraseña"), _("Quítele la contraseña y vuelva a subirlo.")
    ),
    FindingKind.NOT_READABLE: Words(
        _("No se pudo revisar"), _("Vuelva a guardarlo con su programa y súbalo de nuevo.")
    ),
    FindingKind.TOO_LARGE: Words(_("Demasiado grande para revisarlo"), _SMALLER),
    FindingKind.ARCHIVE_BOMB: Words(_("Se expande más de lo permitido"), _SMALLER),
    FindingKind.TIMED_OUT: Words(_("La revisión no terminó a tiempo"), _SMALLER),
    FindingKind.SCANNER_DOWN: Words(
        _("El antivirus no responde"), _("Vuelva a revisarlo dentro de un momento.")
    ),
    FindingKind.HIDDEN_SHEET: Words(_("Hoja oculta"), _SHEET),
    FindingKind.VERY_HIDDEN_SHEET: Words(_("Hoja oculta que el programa no muestra"), _SHEET),
    FindingKind.HIDDEN_ROW: Words(_("Filas ocultas con datos"), _SHEET),
    FindingKind.HIDDEN_COLUMN: Words(_("Columnas ocultas con datos"), _SHEET),
    FindingKind.HIDDEN_CELL: Words(_("Celdas que no muestran lo que guardan"), _SHEET),
    FindingKind.PIVOT_CACHE: Words(_("Datos guardados de una tabla dinámica"), _SHEET),
    FindingKind.EXTERNAL_LINK: Words(_("Vínculo a otro archivo o a una base de datos"), _SHEET),
    FindingKind.DEFINED_NAME: Words(_("Nombre definido que no se ve en la hoja"), _SHEET),
    FindingKind.DATA_VALIDATION: Words(_("Lista de valores que no se ve en la hoja"), _SHEET),
    FindingKind.CACHED_DATA: Words(_("Datos guardados que no se ven"), _SHEET),
    FindingKind.FORMULA_TEXT: Words(
        _("Texto que un programa de planillas ejecutaría"), _("Quite el signo inicial de la celda.")
    ),
    FindingKind.TRACKED_CHANGE: Words(_("Control de cambios"), _CHANGES),
    FindingKind.COMMENT: Words(_("Comentarios"), _CHANGES),
    FindingKind.HIDDEN_TEXT: Words(_("Texto oculto"), _SEE),
    FindingKind.WHITE_TEXT: Words(_("Texto del color del fondo"), _SEE),
    FindingKind.TINY_TEXT: Words(_("Texto demasiado chico para verse"), _SEE),
    FindingKind.HIDDEN_SLIDE: Words(_("Diapositiva oculta"), _SEE),
    FindingKind.SPEAKER_NOTES: Words(_("Notas de quien presenta"), _SEE),
    FindingKind.TEXT_UNDER_BOX: Words(_("Texto tapado que sigue estando"), _PDF),
    FindingKind.INVISIBLE_TEXT: Words(_("Texto invisible"), _PDF),
    FindingKind.OUTSIDE_PAGE: Words(_("Contenido fuera de la página"), _PDF),
    FindingKind.ATTACHMENT: Words(_("Archivos adjuntos dentro del PDF"), _SEE),
    FindingKind.EARLIER_REVISION: Words(_("Versiones anteriores guardadas dentro"), _PDF),
    FindingKind.HIDDEN_LAYER: Words(_("Capa oculta"), _PDF),
    FindingKind.ANNOTATION: Words(_("Notas y marcas sobre las páginas"), _SEE),
    FindingKind.JAVASCRIPT: Words(_("Programa dentro del PDF"), _PDF),
    FindingKind.ACTION: Words(_("Acción que se ejecuta sola"), _PDF),
    FindingKind.FORM_DATA: Words(_("Datos de un formulario"), _SEE),
    FindingKind.UNREADABLE_TEXT: Words(
        _("Texto que no puede leerse"), _("Mire las páginas usted: no pudo buscarse en ellas.")
    ),
    FindingKind.EMBEDDED_FILE: Words(_("Archivo incrustado"), _SEE),
    FindingKind.EXTERNAL_CONTENT: Words(_("Contenido que se trae de otra parte"), _SEE),
    FindingKind.AUTHOR: Words(_("Nombre de quien lo hizo o lo guardó"), _CLEAN),
    FindingKind.METADATA: Words(_("Datos sobre el archivo"), _CLEAN),
    FindingKind.CUSTOM_DATA: Words(_("Datos propios que no se ven"), _CLEAN),
    FindingKind.THUMBNAIL: Words(_("Miniatura guardada aparte"), _CLEAN),
    FindingKind.GPS: Words(_("Lugar donde se sacó la foto"), _CLEAN),
    FindingKind.TRAILING_DATA: Words(_("Datos agregados al archivo"), _SEE),
    FindingKind.PERSONAL_CEDULA: Words(_("Posible cédula de identidad"), _STRIKE),
    FindingKind.PERSONAL_RUC: Words(_("Posible RUC de una persona"), _STRIKE),
    FindingKind.PERSONAL_PHONE: Words(_("Posible teléfono"), _STRIKE),
    FindingKind.PERSONAL_EMAIL: Words(_("Posible correo electrónico"), _STRIKE),
    FindingKind.PERSONAL_ACCOUNT: Words(_("Posible cuenta bancaria o tarjeta"), _STRIKE),
    FindingKind.PERSONAL_REQUESTER: Words(_("Datos de quien hizo la solicitud"), _STRIKE),
}

VERDICTS = {
    Verdict.CLEAN: _("Sin hallazgos"),
    Verdict.HOLD: _("Retenido: mire cada hallazgo"),
    Verdict.REFUSED: _("No puede entregarse"),
    Verdict.UNINSPECTED: _("No pudo revisarse: queda retenido"),
}
SCANS = {
    Scan.CLEAN: _("Analizado con antivirus: sin virus."),
    Scan.INFECTED: _("El antivirus encontró un virus."),
    Scan.UNAVAILABLE: _("Sin análisis antivirus: no responde."),
    Scan.NOT_CONFIGURED: _("Sin análisis antivirus: no hay uno configurado."),
}
FIXES = {
    FixKind.VALUES_ONLY: _("Dejar solo los valores visibles de la planilla"),
    FixKind.WITHOUT_METADATA: _("Quitar los datos sobre el archivo"),
    FixKind.ACCEPTED_CHANGES: _("Aceptar los cambios y quitar comentarios y texto oculto"),
    FixKind.RERENDERED: _("Volver a hacer el PDF como imágenes de sus páginas"),
}


def label(kind: FindingKind) -> str:
    """Return what a finding of this kind is called."""
    return _WORDS[kind].label


def advice(kind: FindingKind) -> str:
    """Return what can be done about it."""
    return _WORDS[kind].advice


def counted(count: int, one: str, many: str) -> str:
    """Return "1 comentario" or "3 comentarios"."""
    return f"{count} {one if count == 1 else many}"
