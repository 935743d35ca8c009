import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0002_search_text_without_limit"),
        ("requests_app", "0009_kept_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("answer", "Respuesta"),
                            ("deny", "Denegación por resolución fundada"),
                            ("uphold", "Recurso admitido"),
                            ("reject", "Recurso rechazado"),
                            ("comply", "Cumplimiento de la orden judicial"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Se entrega la información"),
                            ("partly_granted", "Se entrega en parte"),
                            ("already_public", "Ya está publicada"),
                            ("not_held", "La institución no la tiene"),
                            ("denied", "Se deniega"),
                        ],
                        max_length=20,
                    ),
                ),
                ("fields", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "En preparación"),
                            ("for_signature", "Para firma de la máxima autoridad"),
                            ("given", "Enviado"),
                        ],
                        default="writing",
                        max_length=15,
                    ),
                ),
                ("updated_at", models.DateTimeField()),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_drafts",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "borrador de respuesta",
                "verbose_name_plural": "borradores de respuestas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "for_signature")),
                        fields=["institution"],
                        name="drafts_for_signature",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "given"), _negated=True),
                        fields=("info_request", "institution", "purpose"),
                        name="one_open_draft_per_purpose",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Se entrega la información"),
                            ("partly_granted", "Se entrega en parte"),
                            ("already_public", "Ya está publicada"),
                            ("not_held", "La institución no la tiene"),
                            ("denied", "Se deniega"),
                        ],
                        max_length=20,
                    ),
                ),
                ("fields", models.JSONField(default=dict)),
                (
                    "saved_as",
                    models.CharField(
                        choices=[
                            ("automatic", "Guardado automático"),
                            ("by_hand", "Guardado por la persona"),
                            ("restored", "Versión recuperada"),
                            ("apart", "Guardado aparte: otra persona había escrito mientras tanto"),
                            (
                                "late_post",
                                "Guardado aparte: el cargo de quien lo escribió ya había terminado",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="answering.answerdraft",
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
                "verbose_name": "versión de un borrador",
                "verbose_name_plural": "versiones de borradores",
                "ordering": ["-saved_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("saved_as__in", ("apart", "late_post")), _negated=True),
                        fields=("draft", "number"),
                        name="a_version_in_force_is_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("asked", "Se envió para firma"),
                            ("taken_back", "Se retiró de la firma"),
                            ("returned", "La máxima autoridad lo devolvió"),
                            ("signed", "La máxima autoridad lo firmó"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("note", models.TextField(blank=True, verbose_name="motivo")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signing",
                        to="answering.answerdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "paso hacia la firma",
                "verbose_name_plural": "pasos hacia la firma",
                "ordering": ["pk"],
            },
        ),
    ]
