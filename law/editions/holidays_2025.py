"""The same rules from the day the holidays law of 2025 rules on asuetos."""

from dataclasses import replace
from datetime import date

from law.articles import Article, Statute
from law.editions import access_2014

_HOLIDAYS = Statute.HOLIDAYS_2025
_BEFORE = access_2014.RULES

RULES = replace(
    _BEFORE,
    id="ley-7544-2025",
    in_force_from=date(2025, 9, 5),
    working_week=replace(_BEFORE.working_week, article=Article(_HOLIDAYS)),
    asueto_roll=replace(
        _BEFORE.asueto_roll,
        value=1,
        article=Article(_HOLIDAYS, "7"),
        verified=True,
        reading="El asueto es día hábil, pero el plazo que vence en un asueto pasa al día hábil "
        "siguiente.",
    ),
    local_days=replace(
        _BEFORE.local_days,
        article=Article(_HOLIDAYS, "7"),
        reading="Los aniversarios locales son días hábiles para quien pide información; si la "
        "institución registra su resolución, el plazo que vence ese día pasa al hábil siguiente.",
    ),
)
