import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0004_absences_and_substitutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="motivo")),
                ("instrument", models.CharField(max_length=120, verbose_name="instrumento")),
                ("source", models.CharField(max_length=120, verbose_name="dónde se publicó")),
                ("published_on", models.DateField(verbose_name="publicado el")),
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
                ("seen_digest", models.CharField(blank=True, max_length=64)),
                ("moved_terms", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="plazos recontados"),
                ),
                (
                    "base_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.calendarversion",
                    ),
                ),
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
                    "version",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change",
                        to="offices.calendarversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "cambio del calendario",
                "verbose_name_plural": "cambios del calendario",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_decides_their_own_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), ("version__isnull", False)),
                            models.Q(
                                models.Q(("state", "approved"), _negated=True), ("version", None)
                            ),
                            _connector="OR",
                        ),
                        name="an_approved_change_made_a_version",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangedDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_removal",
                    models.BooleanField(default=False, verbose_name="deja de ser día inhábil"),
                ),
                ("day", models.DateField(verbose_name="día")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("feriado", "Feriado"),
                            ("asueto", "Asueto"),
                            ("suspension", "Suspensión de plazos"),
                        ],
                        max_length=12,
                        verbose_name="clase",
                    ),
                ),
                ("scope", models.CharField(max_length=80, verbose_name="alcance")),
                ("name", models.CharField(max_length=120, verbose_name="motivo")),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="offices.calendarchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "día de un cambio",
                "verbose_name_plural": "días de un cambio",
                "ordering": ["day", "scope"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("change", "day", "kind", "scope"), name="a_change_names_a_day_once"
                    )
                ],
            },
        ),
    ]
