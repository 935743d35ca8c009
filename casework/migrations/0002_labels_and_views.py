import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("casework", "0001_initial"),
        ("offices", "0002_search_text_without_limit"),
        ("requests_app", "0009_kept_request"),
    ]

    operations = [
        migrations.CreateModel(
            name="Label",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nombre")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="palabras")),
                ("is_active", models.BooleanField(default=True, verbose_name="vigente")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="labels",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "tema",
                "verbose_name_plural": "temas",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("institution"),
                        django.db.models.functions.text.Lower("name"),
                        condition=models.Q(("is_active", True)),
                        name="a_label_has_its_own_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RequestLabel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("put_at", models.DateTimeField(verbose_name="puesto")),
                (
                    "taken_off_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="quitado"),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="labels",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="on_requests",
                        to="casework.label",
                    ),
                ),
                (
                    "put_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tema de una solicitud",
                "verbose_name_plural": "temas de solicitudes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("info_request", "label"), name="a_label_is_on_a_request_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="nombre")),
                ("query", models.CharField(blank=True, max_length=1000)),
                (
                    "is_shared",
                    models.BooleanField(default=False, verbose_name="para toda la oficina"),
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "vista guardada",
                "verbose_name_plural": "vistas guardadas",
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "owner", "name"),
                        name="a_saved_view_has_its_own_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="desk_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "default_view",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="casework.savedview",
                    ),
                ),
            ],
            options={
                "verbose_name": "preferencia de bandeja",
                "verbose_name_plural": "preferencias de bandeja",
            },
        ),
        migrations.CreateModel(
            name="SortedRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                "verbose_name": "solicitud clasificada",
                "verbose_name_plural": "solicitudes clasificadas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("info_request", "institution"), name="sorted_once_per_institution"
                    )
                ],
            },
        ),
    ]
