import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0005_calendar_changes"),
        ("requests_app", "0016_plain_key_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="primer día del mes")),
                ("revision", models.PositiveSmallIntegerField(verbose_name="revisión")),
                (
                    "because",
                    models.CharField(blank=True, max_length=300, verbose_name="por qué se corrige"),
                ),
                ("edition", models.CharField(max_length=40, verbose_name="lista de puntos")),
                ("published", models.PositiveSmallIntegerField(verbose_name="publicados")),
                ("applicable", models.PositiveSmallIntegerField(verbose_name="que corresponden")),
                ("closed_on", models.DateField(verbose_name="revisado")),
                ("closed_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transparency_checks",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "revisión mensual",
                "verbose_name_plural": "revisiones mensuales",
                "ordering": ["-month", "-revision"],
                "indexes": [models.Index(fields=["month"], name="checks_by_month")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "month", "revision"),
                        name="each_revision_of_a_check_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("published__lte", models.F("applicable"))),
                        name="published_are_applicable",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revision", 1),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_corrected_check_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="primer día del mes")),
                ("answers", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revisión en curso",
                "verbose_name_plural": "revisiones en curso",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "month"), name="one_check_under_way_a_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=1, verbose_name="inciso")),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("published", "Publicado"),
                            ("outdated", "Desactualizado"),
                            ("missing", "No está"),
                            ("not_applicable", "No corresponde"),
                        ],
                        max_length=16,
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="dónde está")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="nota")),
                ("looked_on", models.DateField(verbose_name="mirado el")),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="active_transparency.check",
                    ),
                ),
            ],
            options={
                "verbose_name": "punto revisado",
                "verbose_name_plural": "puntos revisados",
                "ordering": ["letter"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_of", "letter"), name="each_item_once_a_check"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", "published"), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="what_is_published_is_somewhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="dónde está")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="qué dice")),
                ("on", models.DateField(verbose_name="respondió")),
                ("accepted", models.BooleanField(blank=True, null=True, verbose_name="aceptada")),
                ("decision", models.CharField(blank=True, max_length=300, verbose_name="por qué")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decidida")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reply",
                        to="active_transparency.checkeditem",
                    ),
                ),
            ],
            options={
                "verbose_name": "respuesta sobre un punto",
                "verbose_name_plural": "respuestas sobre puntos",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted", None), ("decided_on", None)),
                            models.Q(("accepted__isnull", False), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_decided_reply_has_its_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TouchedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=1, verbose_name="inciso")),
                ("linked_at", models.DateTimeField()),
                ("unlinked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="touched_items",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "pedido ligado a un punto",
                "verbose_name_plural": "pedidos ligados a puntos",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("unlinked_at", None)),
                        fields=("info_request", "letter"),
                        name="a_request_touches_an_item_once",
                    )
                ],
            },
        ),
    ]
