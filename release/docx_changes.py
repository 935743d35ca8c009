"""The elements of a document that keep what was changed in it, and what each is called."""

from __future__ import annotations

# What a change keeps of how something looked before: taking it out accepts the change.
FORMER_LOOKS = frozenset(
    {
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "tcPrChange",
        "trPrChange",
        "numberingChange",
    }
)
TRACKED = {
    "ins": "Inserciones",
    "del": "Eliminaciones",
    "moveFrom": "Movimientos",
    "moveTo": "Movimientos",
    "cellIns": "Celdas insertadas",
    "cellDel": "Celdas eliminadas",
    "cellMerge": "Celdas unidas",
    **dict.fromkeys(FORMER_LOOKS, "Cambios de formato"),
}
