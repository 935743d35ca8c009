"""Drafts of requests being written, and the index behind the public list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0001_initial"),
        ("requests_app", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FilingDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("steps", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "borrador",
                "verbose_name_plural": "borradores",
            },
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(fields=["institution", "-id"], name="request_public_list"),
        ),
    ]
