import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="número")),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 de sus días", max_length=64, verbose_name="huella"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="creada")),
                ("reason", models.CharField(max_length=200, verbose_name="motivo")),
            ],
            options={
                "verbose_name": "versión del calendario",
                "verbose_name_plural": "versiones del calendario",
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Institution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True, verbose_name="código")),
                ("name", models.CharField(max_length=200, verbose_name="nombre")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="sigla")),
                ("category", models.CharField(max_length=1, verbose_name="inciso del art. 2.1")),
                (
                    "branch",
                    models.CharField(
                        choices=[
                            ("executive", "Poder Ejecutivo"),
                            ("legislative", "Poder Legislativo"),
                            ("judicial", "Poder Judicial y sistema de justicia"),
                            ("autonomous", "Organismos autónomos"),
                            ("state-owned", "Entes y empresas del Estado"),
                            ("department", "Gobernaciones"),
                            ("municipality", "Municipalidades"),
                            ("university", "Universidades nacionales"),
                            ("binational", "Entidades binacionales"),
                        ],
                        max_length=20,
                        verbose_name="poder",
                    ),
                ),
                ("is_executive", models.BooleanField(verbose_name="depende del Poder Ejecutivo")),
                (
                    "department",
                    models.CharField(blank=True, max_length=60, verbose_name="departamento"),
                ),
                ("district", models.CharField(blank=True, max_length=60, verbose_name="distrito")),
                ("is_active", models.BooleanField(default=True, verbose_name="vigente")),
                ("search_text", models.CharField(blank=True, editable=False, max_length=600)),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="offices.institution",
                        verbose_name="sucesora",
                    ),
                ),
            ],
            options={
                "verbose_name": "institución",
                "verbose_name_plural": "instituciones",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["a", "b", "c", "d", "e", "f", "g", "h", "i"])
                        ),
                        name="institution_category_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_active", True), ("successor__isnull", False), _connector="OR"
                        ),
                        name="a_dissolved_institution_has_a_successor",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
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
                            ("access", "Oficina de Acceso a la Información Pública"),
                            ("directorate", "Dirección de Acceso a la Información Pública"),
                        ],
                        default="access",
                        max_length=20,
                        verbose_name="clase",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="dirección")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="correo electrónico"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="teléfono")),
                ("hours", models.CharField(blank=True, max_length=120, verbose_name="horario")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="offices.institution",
                        verbose_name="institución",
                    ),
                ),
            ],
            options={
                "verbose_name": "oficina",
                "verbose_name_plural": "oficinas",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("institution", "kind"), name="one_office_of_a_kind_per_institution"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        choices=[
                            ("officer", "Encargado/a de acceso"),
                            ("head", "Jefe/a de oficina"),
                            ("highest_authority", "Máxima autoridad"),
                            ("auditor", "Auditor/a de la Dirección"),
                            ("director", "Director/a de Acceso"),
                        ],
                        max_length=20,
                        verbose_name="función",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="desde")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="hasta")),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="persona",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="offices.office",
                        verbose_name="oficina",
                    ),
                ),
            ],
            options={
                "verbose_name": "cargo",
                "verbose_name_plural": "cargos",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="a_post_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("office", "holder", "duty"),
                        name="a_person_holds_a_duty_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
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
                    "instrument",
                    models.CharField(blank=True, max_length=120, verbose_name="instrumento"),
                ),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="fuente")),
                ("status", models.CharField(max_length=20, verbose_name="estado del dato")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="publicado")),
                (
                    "added_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="added",
                        to="offices.calendarversion",
                    ),
                ),
                (
                    "removed_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removed",
                        to="offices.calendarversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "día no laborable",
                "verbose_name_plural": "días no laborables",
                "ordering": ["day", "scope"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_in", None)),
                        fields=("day", "kind", "scope"),
                        name="closed_day_once_per_kind_and_scope",
                    )
                ],
            },
        ),
    ]
