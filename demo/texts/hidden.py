"""What the two files of the demonstration show, and what they hide; all of it is fictional."""

WORKBOOK_NAME = "pagos-2025.xlsx"
SHOWN_SHEET = "Pagos"
SHOWN_ROWS = (
    ("Contrato", "Empresa", "Pagado (guaraníes)"),
    ("LPN 12/2025", "Caminos del Este S.A.", 1_500_000_000),
    ("LPN 15/2025", "Puentes del Sur S.A.", 870_000_000),
)
HIDDEN_SHEET = "Inspectores"
HIDDEN_ROWS = (
    ("Nombre", "Cédula", "Teléfono particular"),
    ("Ramona Ficticia Benítez", "9.876.543", "0981 555 000"),
)

REPORT_NAME = "informe-de-obra.pdf"
# The bar is drawn over the name after the name is written: it can still be copied from under it.
REPORT = """
#set page(paper: "a4")
#set text(size: 12pt)
#let covered(name) = context {
  let size = measure(name)
  box(name + place(top + left, rect(fill: black, width: size.width, height: size.height + 2pt)))
}
= Informe de avance de obra: LPN 12/2025

Empresa: Caminos del Este S.A.

Inspectora: #covered[Ramona Ficticia Benítez]

Avance al 30 de junio: 62 por ciento.
"""
