"""What each letter of Ley 5282/2014, art. 2.1 names: who must answer, in words."""

from django.utils.translation import gettext_lazy as _

from law.articles import Article, Statute

PUBLIC_SOURCES = Article(Statute.ACCESS_LAW, "2.1")

LETTERS = {
    "a": _("Congreso Nacional"),
    "b": _("Poder Ejecutivo: ministerios, secretarías, Policía Nacional y Procuraduría"),
    "c": _("Poder Judicial, Ministerio Público y justicia electoral"),
    "d": _("Fuerzas Armadas"),
    "e": _("Defensoría, Contraloría, Banca Central y otros órganos autónomos"),
    "f": _("Entes financieros y empresas del Estado"),
    "g": _("Gobernaciones y municipalidades"),
    "h": _("Universidades nacionales"),
    "i": _("Entidades binacionales"),
}
