import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0005_calendar_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="nombre")),
                ("programme", models.TextField(verbose_name="programa")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="horas")),
                ("valid_months", models.PositiveSmallIntegerField(verbose_name="meses de validez")),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="puntaje mínimo"
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "curso",
                "verbose_name_plural": "cursos",
                "ordering": ["title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("valid_months__gte", 1)),
                        name="a_course_lasts_and_holds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pass_mark", None), ("pass_mark__lte", 100), _connector="OR"
                        ),
                        name="a_pass_mark_is_of_a_hundred",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("enrolled_at", models.DateTimeField()),
                (
                    "left_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="se dio de baja"),
                ),
                (
                    "enrolled_by",
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
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "inscripción",
                "verbose_name_plural": "inscripciones",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, unique=True, verbose_name="clave")),
                ("name", models.CharField(max_length=200, verbose_name="a nombre de")),
                ("institution", models.CharField(max_length=200, verbose_name="institución")),
                ("course", models.CharField(max_length=150, verbose_name="curso")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="horas")),
                ("held_on", models.DateField(verbose_name="día del curso")),
                ("issued_on", models.DateField(verbose_name="emitido")),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateField(verbose_name="vale hasta")),
                ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revocado")),
                (
                    "revoked_because",
                    models.CharField(blank=True, max_length=300, verbose_name="por qué"),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrolment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate",
                        to="training.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificado",
                "verbose_name_plural": "certificados",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_because", ""), ("revoked_on", None)),
                            models.Q(
                                ("revoked_on__isnull", False),
                                models.Q(("revoked_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_revoked_certificate_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attended", models.BooleanField(verbose_name="asistió")),
                (
                    "score",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="puntaje"),
                ),
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
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="training.enrolment",
                    ),
                ),
            ],
            options={
                "verbose_name": "marca de asistencia",
                "verbose_name_plural": "marcas de asistencia",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score", None),
                            models.Q(("attended", True), ("score__lte", 100)),
                            _connector="OR",
                        ),
                        name="a_score_is_of_who_came",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="día")),
                ("starts", models.CharField(blank=True, max_length=40, verbose_name="hora")),
                ("place", models.CharField(max_length=200, verbose_name="lugar o enlace")),
                (
                    "modality",
                    models.CharField(
                        choices=[("in_person", "Presencial"), ("virtual", "Virtual")], max_length=10
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(verbose_name="lugares")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="cerrado")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="training.course",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "encuentro",
                "verbose_name_plural": "encuentros",
                "ordering": ["-held_on", "-pk"],
                "indexes": [models.Index(fields=["held_on"], name="sessions_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1)), name="a_session_has_seats"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("held_on")),
                            _connector="OR",
                        ),
                        name="a_session_closes_after_it_is_held",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="enrolment",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrolments",
                to="training.session",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("session", "person"),
                name="a_person_is_on_a_list_once",
            ),
        ),
    ]
