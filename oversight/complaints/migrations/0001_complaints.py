import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0005_calendar_changes"),
        ("requests_app", "0016_plain_key_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="número")),
                ("token_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("code_hash", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("no_answer", "No respondieron mi pedido"),
                            ("incomplete", "La respuesta está incompleta o no es lo que pedí"),
                            ("refused", "No quisieron recibir mi pedido"),
                            ("charged", "Me cobraron o quisieron cobrarme"),
                            (
                                "asked_why",
                                "Me exigieron decir para qué, o datos que no hacen falta",
                            ),
                            ("mistreated", "Me trataron mal o me discriminaron"),
                            ("other", "Otro motivo"),
                        ],
                        max_length=12,
                        verbose_name="motivo",
                    ),
                ),
                ("text", models.TextField(verbose_name="qué pasó")),
                (
                    "disclosure",
                    models.CharField(
                        choices=[
                            ("reserved", "Solo lo que le pregunte la Dirección"),
                            ("text", "Lo que escribí"),
                        ],
                        default="reserved",
                        max_length=10,
                        verbose_name="qué lee la institución",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="correo electrónico"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("filed", "Presentada"),
                            ("admitted", "En trámite"),
                            ("not_admitted", "No admitida"),
                            ("resolved", "Respondida"),
                        ],
                        default="filed",
                        max_length=12,
                        verbose_name="estado",
                    ),
                ),
                ("filed_on", models.DateField(verbose_name="presentada")),
                ("filed_at", models.DateTimeField()),
                ("due_on", models.DateField(verbose_name="por responder hasta")),
                ("standard", models.CharField(max_length=40, verbose_name="norma interna")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("founded", "Fundada"),
                            ("partly", "Fundada en parte"),
                            ("unfounded", "No fundada"),
                            ("moot", "Sin objeto: se solucionó mientras tanto"),
                        ],
                        max_length=10,
                        verbose_name="resultado",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="respuesta")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="respondida")),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="días hábiles"
                    ),
                ),
                (
                    "draft_result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("founded", "Fundada"),
                            ("partly", "Fundada en parte"),
                            ("unfounded", "No fundada"),
                            ("moot", "Sin objeto: se solucionó mientras tanto"),
                        ],
                        max_length=10,
                    ),
                ),
                ("draft_answer", models.TextField(blank=True, verbose_name="borrador")),
                (
                    "calendar_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.calendarversion",
                    ),
                ),
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
                    "info_request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
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
                        verbose_name="institución",
                    ),
                ),
            ],
            options={
                "verbose_name": "queja",
                "verbose_name_plural": "quejas",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["stage", "due_on", "id"], name="complaints_by_stage"),
                    models.Index(fields=["due_on", "id"], name="complaints_by_day"),
                    models.Index(fields=["filed_on"], name="complaints_filed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("closed_on", None),
                                ("stage__in", ("filed", "admitted")),
                            ),
                            models.Q(
                                models.Q(("stage__in", ("filed", "admitted")), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                ("closed_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_complaint_was_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("stage", "resolved")),
                                models.Q(("result", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stage", "resolved"), _negated=True),
                                models.Q(("result", "")),
                            ),
                            _connector="OR",
                        ),
                        name="a_resolved_complaint_has_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("code_hash", ""), ("email", ""), ("info_request__isnull", False)
                            ),
                            models.Q(
                                models.Q(("info_request", None)),
                                models.Q(("code_hash", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_complaint_opens_in_one_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("info_request__isnull", False), ("stage__in", ("filed", "admitted"))
                        ),
                        fields=("info_request", "ground"),
                        name="one_open_complaint_a_request_and_ground",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintStep",
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
                            ("filed", "Presentada"),
                            ("admitted", "Admitida"),
                            ("not_admitted", "No admitida"),
                            ("report_asked", "Informe pedido a la institución"),
                            ("reported", "La institución informó"),
                            ("report_recorded", "La Dirección registró el informe recibido"),
                            ("noted", "Nota interna"),
                            ("drafted", "Borrador de respuesta"),
                            ("resolved", "Respondida"),
                        ],
                        max_length=16,
                    ),
                ),
                ("on", models.DateField(verbose_name="el")),
                ("at", models.DateTimeField()),
                ("text", models.TextField(blank=True, verbose_name="texto")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "verbose_name": "paso de una queja",
                "verbose_name_plural": "pasos de quejas",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintMail",
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
                            ("received", "Queja recibida"),
                            ("news", "Novedad de una queja"),
                            ("report_asked", "Informe pedido"),
                        ],
                        max_length=12,
                        verbose_name="clase",
                    ),
                ),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("created_at", models.DateTimeField(verbose_name="creado")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Por enviar"),
                            ("sent", "Enviado"),
                            ("failed", "No se pudo enviar"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="intentos")),
                ("next_attempt_at", models.DateTimeField(verbose_name="próximo intento")),
                ("leased_until", models.DateTimeField(null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=100, verbose_name="último error"),
                ),
                ("sent_at", models.DateTimeField(null=True, verbose_name="enviado")),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaintstep",
                    ),
                ),
            ],
            options={
                "verbose_name": "correo sobre una queja",
                "verbose_name_plural": "correos sobre quejas",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["next_attempt_at"],
                        name="complaint_mails_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("official", None)),
                        fields=("step",),
                        name="a_step_is_told_once",
                    ),
                    models.UniqueConstraint(
                        fields=("step", "official"), name="a_step_is_told_each_official_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField(verbose_name="qué se pregunta")),
                ("asked_on", models.DateField(verbose_name="pedido")),
                ("due_on", models.DateField(verbose_name="hasta")),
                ("answer", models.TextField(blank=True, verbose_name="informe")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="recibido")),
                (
                    "received_by",
                    models.CharField(blank=True, max_length=200, verbose_name="cómo llegó"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "calendar_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.calendarversion",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="complaints.complaint",
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
                "verbose_name": "informe pedido",
                "verbose_name_plural": "informes pedidos",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["institution", "answered_on"], name="reports_asked_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None)),
                        fields=("complaint",),
                        name="one_report_waits_a_complaint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_on", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_report_says_something",
                    ),
                ],
            },
        ),
    ]
