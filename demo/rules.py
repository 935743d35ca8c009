"""Rules to decide on, all fictional: one confirmed, one that waits, a set to come that waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.actors import Actor
from accounts.models import User
from demo.people import DOMAIN
from law.editions import EDITIONS
from offices.calendars import local_date
from rulebook.confirmations import Statement, approve_confirmation, confirm_rule
from rulebook.models import Basis, Confirmation
from rulebook.proposed import RuleSetProposal
from rulebook.rule_sets import propose_rule_set
from rulebook.standing import NewRule

BEGINS_IN = timedelta(days=60)
DAYS_TO_CLARIFY = 2


def propose(*, at: datetime) -> None:
    """Leave them as the auditor and the director would; once, however often it is run."""
    if Confirmation.objects.exists():
        return
    auditor = Actor.official(User.objects.get(email=f"auditoria@{DOMAIN}"))
    director = Actor.official(User.objects.get(email=f"direccion@{DOMAIN}"))
    edition, on = EDITIONS[-1], local_date(at)
    statement = Statement(
        basis=Basis.OPINION,
        counsel="Asesoría Jurídica (ficticia)",
        instrument=f"Dictamen 00/{on.year} (ficticio)",
        document_on=on,
        remarks="La lectura es la del texto publicado.",
    )
    first = confirm_rule(edition.id, "forwarding", statement, by=auditor, at=at)
    approve_confirmation(first.pk, by=director, at=at)
    confirm_rule(edition.id, "reconsideration", statement, by=auditor, at=at)
    before = edition.clarification
    shorter = NewRule(
        "clarification",
        DAYS_TO_CLARIFY,
        before.article.statute,
        before.article.number,
        "La institución puede pedir una sola aclaración, en dos días hábiles desde la "
        "presentación, y pedirla no detiene el plazo (ficticio).",
    )
    propose_rule_set(
        RuleSetProposal(
            in_force_from=on + BEGINS_IN,
            reason="Menos días para pedir aclaraciones (ficticio)",
            instrument=f"Decreto 0.000/{on.year} (ficticio)",
            source="Gaceta Oficial (ficticia)",
            published_on=on,
            rules=[shorter],
        ),
        by=auditor,
        at=at,
    )
