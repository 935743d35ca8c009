import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0007_former_names"),
        ("requests_app", "0018_outside_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=12, unique=True, verbose_name="número")),
                ("title", models.CharField(max_length=150, verbose_name="título")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("announced", "Anunciada, sin sortear"),
                            ("reviewing", "En revisión"),
                            ("concluded", "Concluida, por publicar"),
                            ("published", "Publicada"),
                            ("cancelled", "Anulada"),
                        ],
                        default="announced",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                (
                    "covers",
                    models.CharField(
                        choices=[
                            ("answered", "Respondidos o denegados por escrito en el período"),
                            ("silent", "Denegados por silencio en el período"),
                        ],
                        max_length=10,
                        verbose_name="qué pedidos",
                    ),
                ),
                ("period_from", models.DateField(verbose_name="desde")),
                ("period_to", models.DateField(verbose_name="hasta")),
                (
                    "sizing",
                    models.CharField(
                        choices=[
                            ("fixed", "Los mismos de cada institución"),
                            ("proportional", "En proporción a los que tiene cada institución"),
                        ],
                        max_length=12,
                        verbose_name="cuántos",
                    ),
                ),
                ("size", models.PositiveSmallIntegerField(verbose_name="cuántos se sortean")),
                (
                    "least",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="al menos, de cada una"
                    ),
                ),
                ("edition", models.CharField(max_length=40, verbose_name="lista de control")),
                ("population", models.TextField(editable=False)),
                ("digest", models.CharField(max_length=64, verbose_name="huella")),
                (
                    "seed_source",
                    models.CharField(max_length=200, verbose_name="fuente de la semilla"),
                ),
                ("seed_on", models.DateField(verbose_name="día de la semilla")),
                ("seed", models.CharField(blank=True, max_length=64, verbose_name="semilla")),
                ("announced_on", models.DateField(verbose_name="anunciada")),
                ("drawn_on", models.DateField(null=True, verbose_name="sorteada")),
                ("conclusion", models.TextField(blank=True, verbose_name="conclusión")),
                ("concluded_on", models.DateField(null=True, verbose_name="concluida")),
                ("published_on", models.DateField(null=True, verbose_name="publicada")),
                (
                    "cancelled_because",
                    models.CharField(blank=True, max_length=300, verbose_name="por qué se anuló"),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "auditoría",
                "verbose_name_plural": "auditorías",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_from__lte", models.F("period_to")),
                            ("period_to__lt", models.F("announced_on")),
                            ("seed_on__gt", models.F("announced_on")),
                        ),
                        name="an_audit_is_announced_between",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_on", None), ("seed", "")),
                            models.Q(
                                models.Q(("seed", ""), _negated=True),
                                ("drawn_by__isnull", False),
                                ("drawn_on__gte", models.F("seed_on")),
                            ),
                            _connector="OR",
                        ),
                        name="a_sample_is_drawn_after_its_seed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "published"), _negated=True),
                            models.Q(
                                ("published_on__isnull", False),
                                models.Q(("published_by", models.F("concluded_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="another_person_publishes_an_audit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("stage", "cancelled")),
                                models.Q(("cancelled_because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stage", "cancelled"), _negated=True),
                                models.Q(("cancelled_because", "")),
                            ),
                            _connector="OR",
                        ),
                        name="a_cancelled_audit_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditStep",
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
                            ("announced", "Anunciada"),
                            ("drawn", "Sorteada"),
                            ("cancelled", "Anulada"),
                            ("reviewed", "Revisión terminada"),
                            ("found", "Hallazgo anotado"),
                            ("withdrawn", "Hallazgo retirado"),
                            ("sent", "Hallazgos enviados a la institución"),
                            ("replied", "La institución contestó"),
                            ("checked", "Seguimiento"),
                            ("finding_closed", "Hallazgo cerrado"),
                            ("concluded", "Concluida"),
                            ("sent_back", "Devuelta a revisión"),
                            ("published", "Publicada"),
                        ],
                        max_length=16,
                    ),
                ),
                ("on", models.DateField(verbose_name="el")),
                ("at", models.DateTimeField()),
                ("about", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="audits.audit",
                    ),
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
                "verbose_name": "paso de una auditoría",
                "verbose_name_plural": "pasos de auditorías",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "severity",
                    models.CharField(
                        choices=[("grave", "Grave"), ("medium", "Media"), ("slight", "Leve")],
                        max_length=6,
                        verbose_name="gravedad",
                    ),
                ),
                ("text", models.TextField(verbose_name="hallazgo")),
                ("article", models.CharField(max_length=100, verbose_name="artículo")),
                ("recommendation", models.TextField(verbose_name="recomendación")),
                (
                    "days",
                    models.PositiveSmallIntegerField(verbose_name="días hábiles para cumplir"),
                ),
                ("written_on", models.DateField(verbose_name="anotado")),
                ("withdrawn_on", models.DateField(null=True, verbose_name="retirado")),
                ("sent_on", models.DateField(null=True, verbose_name="enviado")),
                ("reply_due_on", models.DateField(null=True, verbose_name="contestar hasta")),
                ("due_on", models.DateField(null=True, verbose_name="cumplir hasta")),
                ("reply", models.TextField(blank=True, verbose_name="lo que contesta")),
                ("replied_on", models.DateField(null=True, verbose_name="contestado")),
                ("closed_on", models.DateField(null=True, verbose_name="cerrado")),
                (
                    "calendar_version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.calendarversion",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "hallazgo",
                "verbose_name_plural": "hallazgos",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on", None), ("reply_due_on", None), ("sent_on", None)),
                            models.Q(
                                ("due_on__gte", models.F("sent_on")),
                                ("reply_due_on__gte", models.F("sent_on")),
                                ("sent_on__isnull", False),
                                ("withdrawn_on", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_sent_finding_has_its_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_on", None), ("reply", "")),
                            models.Q(
                                models.Q(("reply", ""), _negated=True),
                                ("replied_by__isnull", False),
                                ("replied_on__gte", models.F("sent_on")),
                            ),
                            _connector="OR",
                        ),
                        name="a_reply_follows_what_was_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("sent_on")),
                            _connector="OR",
                        ),
                        name="a_closed_finding_was_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("fulfilled", "Cumplida"),
                            ("partly", "Cumplida en parte"),
                            ("not_fulfilled", "No cumplida"),
                        ],
                        max_length=16,
                        verbose_name="resultado",
                    ),
                ),
                ("note", models.TextField(verbose_name="qué se comprobó")),
                ("on", models.DateField(verbose_name="el")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="audits.finding",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("done_on", models.DateField(null=True, verbose_name="terminada")),
                (
                    "auditor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_reviews",
                        to="requests_app.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "revisión",
                "verbose_name_plural": "revisiones",
                "ordering": ["stratum__code", "place"],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="reviews",
            field=models.ManyToManyField(
                related_name="findings", to="audits.review", verbose_name="pedidos"
            ),
        ),
        migrations.CreateModel(
            name="ReviewAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("letter", models.CharField(max_length=1)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Sí"),
                            ("no", "No"),
                            ("na", "No corresponde"),
                            ("doubt", "Con dudas"),
                        ],
                        max_length=5,
                    ),
                ),
                ("note", models.TextField(blank=True)),
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
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="audits.review",
                    ),
                ),
            ],
            options={
                "ordering": ["letter"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "letter"), name="an_item_is_answered_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="sigla")),
                ("size", models.PositiveIntegerField(verbose_name="pedidos")),
                ("sample", models.PositiveSmallIntegerField(verbose_name="se sortean")),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strata",
                        to="audits.audit",
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
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audit", "institution"), name="a_body_is_one_stratum"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sample__gte", 1), ("sample__lte", models.F("size"))),
                        name="a_sample_is_of_its_body",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="review",
            name="stratum",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="audits.stratum",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="stratum",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="audits.stratum",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("stratum", "info_request"), name="a_request_is_drawn_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("stratum", "place"), name="a_place_is_drawn_once"
            ),
        ),
    ]
