import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casework.models.subtask


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("casework", "0002_labels_and_views"),
        ("offices", "0004_absences_and_substitutes"),
        ("requests_app", "0009_kept_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="Liaison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaison",
                        to="offices.post",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to="casework.unit",
                        verbose_name="unidad",
                    ),
                ),
            ],
            options={
                "verbose_name": "enlace de unidad",
                "verbose_name_plural": "enlaces de unidades",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="escrita")),
                ("text", models.TextField(verbose_name="nota")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="casework.note",
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
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
            ],
            options={
                "verbose_name": "nota interna",
                "verbose_name_plural": "notas internas",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Subtask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="asunto para la unidad")),
                ("shown_text", models.TextField(verbose_name="lo que la unidad lee del pedido")),
                ("asked", models.TextField(verbose_name="qué se le encarga")),
                ("asked_at", models.DateTimeField(verbose_name="encargado")),
                ("due_on", models.DateField(verbose_name="plazo interno")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Por aceptar"),
                            ("accepted", "En curso"),
                            ("returned", "Devuelto por la unidad"),
                            ("delivered", "Entregado, por revisar"),
                            ("done", "Recibido conforme"),
                            ("cancelled", "Sin efecto"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="encargó",
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subtasks",
                        to="requests_app.informationrequest",
                        verbose_name="pedido",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subtasks",
                        to="casework.unit",
                        verbose_name="unidad",
                    ),
                ),
            ],
            options={
                "verbose_name": "encargo a una unidad",
                "verbose_name_plural": "encargos a unidades",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["unit", "due_on"], name="subtasks_of_a_unit"),
                    models.Index(
                        condition=models.Q(("state__in", ["asked", "accepted"])),
                        fields=["due_on"],
                        name="subtasks_running",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["asked", "accepted", "returned", "delivered", "done", "cancelled"],
                            )
                        ),
                        name="subtask_state_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubtaskReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("day_before", "Falta un día hábil"),
                            ("due_day", "Vence hoy o venció"),
                        ],
                        max_length=10,
                    ),
                ),
                ("due_on", models.DateField()),
                ("taken_at", models.DateTimeField()),
                (
                    "subtask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="casework.subtask",
                    ),
                ),
            ],
            options={
                "verbose_name": "recordatorio de un encargo",
                "verbose_name_plural": "recordatorios de encargos",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subtask", "kind", "due_on"), name="a_sub_term_is_recalled_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubtaskStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asked", "Se encargó a la unidad"),
                            ("accepted", "La unidad aceptó"),
                            ("returned", "La unidad lo devolvió"),
                            ("delivered", "La unidad entregó"),
                            ("approved", "La oficina recibió conforme"),
                            ("sent_back", "La oficina pidió corregir o completar"),
                            ("moved", "Cambió el plazo interno"),
                            ("cancelled", "La oficina lo dejó sin efecto"),
                        ],
                        max_length=10,
                        verbose_name="qué se hizo",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="texto")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="plazo interno")),
                ("at", models.DateTimeField(verbose_name="cuándo")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subtask",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="casework.subtask",
                    ),
                ),
            ],
            options={
                "verbose_name": "paso de un encargo",
                "verbose_name_plural": "pasos de encargos",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SubtaskFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("content", models.FileField(upload_to=casework.models.subtask._storage_name)),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                ("media_type", models.CharField(max_length=100, verbose_name="tipo")),
                ("size", models.PositiveIntegerField(verbose_name="tamaño en bytes")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="casework.subtaskstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "archivo de un encargo",
                "verbose_name_plural": "archivos de encargos",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="desde")),
                ("seen_at", models.DateTimeField(verbose_name="última señal")),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "presencia",
                "verbose_name_plural": "presencias",
                "indexes": [models.Index(fields=["seen_at"], name="presences_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("info_request", "person"), name="a_person_is_present_once"
                    )
                ],
            },
        ),
    ]
