import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("casework", "0003_subtasks_notes_presence"),
        ("requests_app", "0009_kept_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asignar", "Asignar"),
                            ("tomar", "Tomar"),
                            ("derivar", "Derivar"),
                            ("tema", "Poner un tema"),
                        ],
                        max_length=10,
                        verbose_name="acción",
                    ),
                ),
                ("details", models.JSONField(default=dict)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField(verbose_name="pedido")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terminado"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "acción sobre varios pedidos",
                "verbose_name_plural": "acciones sobre varios pedidos",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)),
                        fields=["id"],
                        name="runs_unfinished",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("by", "token"), name="a_run_is_asked_for_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
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
                            ("pending", "Falta"),
                            ("done", "Hecho"),
                            ("refused", "No se hizo"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="resultado",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="por qué no")),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="casework.bulkrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "pedido de una acción sobre varios",
                "verbose_name_plural": "pedidos de una acción sobre varios",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["run"],
                        name="items_pending",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "info_request"), name="a_request_is_in_a_run_once"
                    )
                ],
            },
        ),
    ]
