import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("answering", "0002_answer_files"),
        ("offices", "0004_absences_and_substitutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="LibraryText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="nombre")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("text", "La respuesta o el mensaje para la persona"),
                            ("search_made", "La búsqueda hecha"),
                            ("facts", "Los motivos de hecho de una denegación"),
                            ("legal_grounds", "Los motivos de derecho de una denegación"),
                            ("decision", "Los fundamentos de la decisión de un recurso"),
                        ],
                        max_length=15,
                        verbose_name="dónde va",
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
                ("text", models.TextField(verbose_name="texto")),
                ("version", models.PositiveIntegerField(default=1)),
                ("archived_at", models.DateTimeField(blank=True, null=True)),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "plantilla",
                "verbose_name_plural": "plantillas",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None), ("institution__isnull", False)),
                        fields=("institution", "name"),
                        name="a_text_has_a_name_of_its_own",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("archived_at", None), ("institution", None)),
                        fields=("name",),
                        name="a_shared_text_has_a_name_of_its_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=80)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("text", "La respuesta o el mensaje para la persona"),
                            ("search_made", "La búsqueda hecha"),
                            ("facts", "Los motivos de hecho de una denegación"),
                            ("legal_grounds", "Los motivos de derecho de una denegación"),
                            ("decision", "Los fundamentos de la decisión de un recurso"),
                        ],
                        max_length=15,
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
                ("text", models.TextField()),
                ("is_archived", models.BooleanField()),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "library_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="answering.librarytext",
                    ),
                ),
            ],
            options={
                "verbose_name": "cambio de una plantilla",
                "verbose_name_plural": "cambios de plantillas",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("library_text", "number"), name="one_change_per_version_of_a_text"
                    )
                ],
            },
        ),
    ]
