"""The search over published requests and answers; `manage.py reindex` fills it afterwards."""

import django.db.models.deletion
from django.db import migrations, models

import requests_app.models.search
from requests_app.search import tables


def install(apps, schema_editor):
    tables.install(schema_editor.connection)


def remove(apps, schema_editor):
    tables.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0003_publication_report"),
    ]

    operations = [
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                (
                    "spelling",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("stem", models.CharField(db_index=True, max_length=40)),
            ],
            options={
                "verbose_name": "palabra conocida",
                "verbose_name_plural": "palabras conocidas",
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "info_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="requests_app.informationrequest",
                    ),
                ),
                ("subject", models.TextField()),
                ("words", requests_app.models.search.WordsField()),
            ],
            options={
                "verbose_name": "entrada del buscador",
                "verbose_name_plural": "entradas del buscador",
            },
        ),
        migrations.CreateModel(
            name="SuggestionDay",
            fields=[
                (
                    "day",
                    models.DateField(primary_key=True, serialize=False, verbose_name="día"),
                ),
                ("shown", models.PositiveIntegerField(default=0, verbose_name="veces mostradas")),
                (
                    "opened",
                    models.PositiveIntegerField(default=0, verbose_name="respuestas abiertas"),
                ),
                (
                    "continued",
                    models.PositiveIntegerField(
                        default=0, verbose_name="siguieron con su pedido"
                    ),
                ),
            ],
            options={
                "verbose_name": "sugerencias de un día",
                "verbose_name_plural": "sugerencias por día",
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="WordSlip",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slips",
                        to="requests_app.knownword",
                    ),
                ),
            ],
            options={
                "verbose_name": "variante de palabra",
                "verbose_name_plural": "variantes de palabras",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "word"), name="each_slip_once_per_word"
                    )
                ],
            },
        ),
        migrations.RunPython(install, remove),
    ]
