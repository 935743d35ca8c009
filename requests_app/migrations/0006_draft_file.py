"""Files chosen for a request that is still being written."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import requests_app.models.draft


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0005_correspondence"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "content",
                    models.FileField(upload_to=requests_app.models.draft._storage_name),
                ),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                ("media_type", models.CharField(max_length=100, verbose_name="tipo")),
                ("size", models.PositiveIntegerField(verbose_name="tamaño en bytes")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="requests_app.filingdraft",
                    ),
                ),
            ],
            options={
                "verbose_name": "archivo de borrador",
                "verbose_name_plural": "archivos de borradores",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft", "digest"), name="a_draft_holds_a_file_once"
                    )
                ],
            },
        ),
    ]
