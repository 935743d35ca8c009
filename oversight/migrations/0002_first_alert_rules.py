"""The figures from which alerts are raised until a director sets others."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SINCE = date(2014, 9, 18)
# Kind, more than, within so many days, among at least so many cases.
RULES = (
    ("silencio", 20, 30, 10),
    ("sin-respuestas", 0, 60, 1),
    ("ultimo-dia", 30, 90, 5),
    ("respuestas-iguales", 30, 90, 10),
    ("registro-tardio", 2, 90, 1),
    ("ya-publico", 40, 90, 10),
)


def set_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rule = apps.get_model("oversight", "AlertRule")
    rule.objects.bulk_create(
        rule(
            kind=kind,
            threshold=threshold,
            window_days=window_days,
            minimum=minimum,
            in_force_from=SINCE,
        )
        for kind, threshold, window_days, minimum in RULES
    )


def unset_rules(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("oversight", "AlertRule").objects.filter(set_at=None).delete()


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_alerts")]

    operations = [migrations.RunPython(set_rules, unset_rules)]
