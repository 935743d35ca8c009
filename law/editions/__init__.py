"""Every rule set the system has ever applied, oldest first."""

from law.editions import access_2014, holidays_2025
from law.rule_set import RuleSet

EDITIONS: tuple[RuleSet, ...] = (access_2014.RULES, holidays_2025.RULES)
