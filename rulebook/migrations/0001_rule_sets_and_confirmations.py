import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleSetChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Espera a una segunda persona"),
                            ("approved", "Aprobado"),
                            ("rejected", "Rechazado"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="propuesto")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decidido"),
                ),
                ("note", models.TextField(blank=True, verbose_name="nota de quien decidió")),
                ("base", models.CharField(max_length=40, verbose_name="sobre las reglas")),
                (
                    "in_force_from",
                    models.DateField(blank=True, null=True, verbose_name="rige desde"),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="motivo")),
                ("instrument", models.CharField(max_length=120, verbose_name="instrumento")),
                ("source", models.CharField(max_length=120, verbose_name="dónde se publicó")),
                ("published_on", models.DateField(verbose_name="publicado el")),
                ("seen_digest", models.CharField(blank=True, max_length=64)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdraws",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="rulebook.rulesetchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "conjunto de reglas",
                "verbose_name_plural": "conjuntos de reglas",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="rulesetchange_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("state", "proposed")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("state", "proposed"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rulesetchange_says_who_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_force_from", None), ("withdraws__isnull", False)),
                            models.Q(("in_force_from__isnull", False), ("withdraws", None)),
                            _connector="OR",
                        ),
                        name="a_rule_set_begins_or_withdraws",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("withdraws",),
                        name="a_rule_set_is_withdrawn_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangedRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=30)),
                ("value", models.PositiveSmallIntegerField(verbose_name="valor")),
                ("statute", models.CharField(max_length=60, verbose_name="norma")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="artículo")),
                ("reading", models.TextField(verbose_name="cómo se lee")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="rulebook.rulesetchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "regla cambiada",
                "verbose_name_plural": "reglas cambiadas",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("change", "rule"), name="a_set_changes_a_rule_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Espera a una segunda persona"),
                            ("approved", "Aprobado"),
                            ("rejected", "Rechazado"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="propuesto")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decidido"),
                ),
                ("note", models.TextField(blank=True, verbose_name="nota de quien decidió")),
                ("edition", models.CharField(max_length=40, verbose_name="conjunto de reglas")),
                ("rule", models.CharField(max_length=30)),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("text", "Lectura del texto publicado"),
                            ("opinion", "Dictamen jurídico"),
                            ("ruling", "Sentencia judicial"),
                            ("resolution", "Resolución de la autoridad"),
                        ],
                        max_length=12,
                        verbose_name="fundamento",
                    ),
                ),
                ("counsel", models.CharField(max_length=120, verbose_name="quién confirma")),
                ("instrument", models.CharField(max_length=120, verbose_name="instrumento")),
                ("document_on", models.DateField(verbose_name="fecha del documento")),
                ("remarks", models.TextField(blank=True, verbose_name="qué dice")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdraws",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="rulebook.confirmation",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmación de una regla",
                "verbose_name_plural": "confirmaciones de reglas",
                "ordering": ["-pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["fingerprint"], name="confirmations_of_a_rule")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="confirmation_takes_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("state", "proposed")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("state", "proposed"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="confirmation_says_who_decided",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("withdraws",),
                        name="a_confirmation_is_withdrawn_once",
                    ),
                ],
            },
        ),
    ]
