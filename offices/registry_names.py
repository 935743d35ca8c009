"""By which names a public source is found: its own, those it had, and those it took over."""

from __future__ import annotations

from offices.models import Institution
from offices.names import fold


def refresh_names(institution: Institution) -> None:
    """Write again, in the caller's transaction, what the institution and its heirs are found by
    in the administration: own names, former ones, and those they took over."""
    heirs = [institution]
    while (heir := heirs[-1].successor) is not None and heir not in heirs:
        heirs.append(heir)
    for row in heirs:
        taken_over = (_short(one) for one in _predecessors(row))
        names = [_own(row), fold(row.former_names), *taken_over]
        row.search_text = " ".join(dict.fromkeys(" ".join(names).split()))
        row.save(update_fields=["search_text"])


def _own(row: Institution) -> str:
    return fold(f"{row.name} {row.acronym} {row.department} {row.district}")


def _short(row: Institution) -> str:
    return fold(f"{row.name} {row.acronym}")


def _predecessors(row: Institution) -> list[Institution]:
    """Return every institution that ended in this one, at whatever remove."""
    found: list[Institution] = []
    waiting = [row]
    while waiting:
        new = Institution.objects.filter(successor=waiting.pop()).exclude(is_active=True)
        for one in new:
            if one not in found and one != row:
                found.append(one)
                waiting.append(one)
    return found
