import django.db.models.deletion
import django_fsm
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
            name="FileCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FileRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fact", models.CharField(blank=True, max_length=40)),
                ("due_on", models.DateField(verbose_name="vencía")),
                ("act_on", models.DateField(verbose_name="día del incumplimiento")),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "pedido de un expediente",
                "verbose_name_plural": "pedidos de expedientes",
                "ordering": ["act_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("fact", ""), _negated=True),
                        fields=("info_request", "fact"),
                        name="no_fact_is_proposed_twice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NonComplianceFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="número")),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("tacit_denials", "Tercera denegación tácita en doce meses"),
                            ("late", "Quince días hábiles de atraso"),
                            ("ruling", "Sentencia sin cumplir"),
                            ("by_hand", "Propuesta de una persona de la Dirección"),
                        ],
                        max_length=20,
                        verbose_name="causa",
                    ),
                ),
                (
                    "stage",
                    django_fsm.FSMField(
                        choices=[
                            ("proposed", "Propuesto"),
                            ("dismissed", "No se abrió"),
                            ("opened", "Abierto, por notificar"),
                            ("notified", "Notificado, espera el descargo"),
                            ("heard", "Con descargo"),
                            ("inquiry_asked", "Sumario pedido"),
                            ("inquiry_ordered", "Sumario ordenado"),
                            ("outcome", "Con resultado"),
                            ("closed", "Cerrado"),
                        ],
                        default="proposed",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("met_on", models.DateField(verbose_name="día en que se cumplió la regla")),
                ("rule_set", models.CharField(max_length=40, verbose_name="reglas")),
                ("article", models.CharField(max_length=120, verbose_name="artículo")),
                ("proposed_at", models.DateTimeField(verbose_name="propuesto")),
                ("reason", models.TextField(blank=True, verbose_name="fundamento")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decidido")),
                ("notice", models.TextField(blank=True, verbose_name="notificación")),
                (
                    "notice_means",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "here",
                                "En el sistema, con aviso por correo a quienes dirigen la institución",
                            ),
                            ("paper", "Por nota, con constancia de recepción"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "notice_instrument",
                    models.CharField(blank=True, max_length=120, verbose_name="nota"),
                ),
                ("notified_on", models.DateField(blank=True, null=True, verbose_name="notificado")),
                (
                    "statement_until",
                    models.DateField(blank=True, null=True, verbose_name="descargo hasta"),
                ),
                ("reply", models.TextField(blank=True, verbose_name="descargo")),
                ("replied_on", models.DateField(blank=True, null=True, verbose_name="presentado")),
                (
                    "inquiry_asked_on",
                    models.DateField(blank=True, null=True, verbose_name="sumario pedido"),
                ),
                (
                    "inquiry_note",
                    models.CharField(blank=True, max_length=120, verbose_name="nota del pedido"),
                ),
                (
                    "inquiry_ordered_on",
                    models.DateField(blank=True, null=True, verbose_name="sumario ordenado"),
                ),
                (
                    "inquiry_authority",
                    models.CharField(blank=True, max_length=200, verbose_name="quién lo ordenó"),
                ),
                (
                    "inquiry_order",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="instrumento de la orden"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("archived", "Se archivó"),
                            ("reported", "Se informó a la institución, que tiene régimen propio"),
                            ("written_warning", "Amonestación escrita"),
                            ("fine", "Multa"),
                            ("suspension", "Suspensión"),
                            ("dismissal", "Destitución"),
                            ("other", "Otro resultado del sumario"),
                        ],
                        max_length=20,
                        verbose_name="resultado",
                    ),
                ),
                (
                    "outcome_on",
                    models.DateField(blank=True, null=True, verbose_name="fecha del resultado"),
                ),
                (
                    "outcome_authority",
                    models.CharField(blank=True, max_length=200, verbose_name="quién lo dispuso"),
                ),
                (
                    "outcome_instrument",
                    models.CharField(blank=True, max_length=120, verbose_name="instrumento"),
                ),
                ("outcome_text", models.TextField(blank=True, verbose_name="qué se resolvió")),
                ("ending", models.TextField(blank=True, verbose_name="motivo del cierre")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="cerrado")),
                ("steps_count", models.PositiveIntegerField(default=0)),
                ("chain_head", models.CharField(blank=True, max_length=64)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="noncompliance_files",
                        to="offices.institution",
                    ),
                ),
                (
                    "notified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "requests",
                    models.ManyToManyField(
                        related_name="noncompliance_files",
                        through="noncompliance.FileRequest",
                        to="requests_app.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "expediente de incumplimiento",
                "verbose_name_plural": "expedientes de incumplimiento",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["stage", "id"], name="files_by_stage"),
                    models.Index(fields=["institution", "cause"], name="files_of_an_institution"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_by", None),
                            ("decided_by", None),
                            ("stage", "dismissed"),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_opens_the_file_they_proposed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed_by", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="who_proposes_a_file_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ("dismissed", "closed")), _negated=True),
                            models.Q(("ending", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_ended_file_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("notified_on", None),
                            models.Q(("notice", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_notice_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "Se propuso el expediente"),
                            ("dismissed", "Se decidió no abrirlo"),
                            ("opened", "Se abrió"),
                            ("noted", "Nota interna"),
                            ("notified", "Se notificó a la institución"),
                            ("replied", "La institución presentó su descargo"),
                            ("inquiry_asked", "Se pidió el sumario a la máxima autoridad"),
                            ("inquiry_ordered", "Se registró la orden de sumario"),
                            ("prepared", "Se preparó un paso para otra persona"),
                            ("returned", "Se devolvió lo preparado"),
                            ("outcome_recorded", "Se registró el resultado"),
                            ("closed", "Se cerró"),
                        ],
                        max_length=20,
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="fecha")),
                ("recorded_at", models.DateTimeField(verbose_name="registrado")),
                ("payload", models.TextField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="noncompliance.noncompliancefile",
                    ),
                ),
            ],
            options={
                "verbose_name": "paso de un expediente",
                "verbose_name_plural": "pasos de expedientes",
                "ordering": ["file", "sequence"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "sequence"), name="one_step_per_place_in_a_file"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="filerequest",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="concerns",
                to="noncompliance.noncompliancefile",
            ),
        ),
        migrations.CreateModel(
            name="FileOpening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="cuándo")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("page", "La página del expediente"),
                            ("bundle_pdf", "El legajo en PDF"),
                            ("bundle_zip", "El legajo con sus pruebas (zip)"),
                        ],
                        max_length=12,
                        verbose_name="qué",
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
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="noncompliance.noncompliancefile",
                    ),
                ),
            ],
            options={
                "verbose_name": "consulta de un expediente",
                "verbose_name_plural": "consultas de expedientes",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FileMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("proposed", "Se propuso el expediente"),
                            ("dismissed", "Se decidió no abrirlo"),
                            ("opened", "Se abrió"),
                            ("noted", "Nota interna"),
                            ("notified", "Se notificó a la institución"),
                            ("replied", "La institución presentó su descargo"),
                            ("inquiry_asked", "Se pidió el sumario a la máxima autoridad"),
                            ("inquiry_ordered", "Se registró la orden de sumario"),
                            ("prepared", "Se preparó un paso para otra persona"),
                            ("returned", "Se devolvió lo preparado"),
                            ("outcome_recorded", "Se registró el resultado"),
                            ("closed", "Se cerró"),
                        ],
                        max_length=20,
                        verbose_name="sobre qué",
                    ),
                ),
                ("duty", models.CharField(max_length=20, verbose_name="cargo")),
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
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=100, verbose_name="último error"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="enviado")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="noncompliance.noncompliancefile",
                    ),
                ),
            ],
            options={
                "verbose_name": "correo sobre un expediente",
                "verbose_name_plural": "correos sobre expedientes",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["next_attempt_at"],
                        name="file_mails_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "about", "person"), name="each_person_told_once_per_step"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PreparedStep",
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
                            ("outcome", "Registrar el resultado"),
                            ("closing", "Cerrar el expediente"),
                        ],
                        max_length=10,
                        verbose_name="paso",
                    ),
                ),
                ("text", models.TextField(verbose_name="texto")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("archived", "Se archivó"),
                            ("reported", "Se informó a la institución, que tiene régimen propio"),
                            ("written_warning", "Amonestación escrita"),
                            ("fine", "Multa"),
                            ("suspension", "Suspensión"),
                            ("dismissal", "Destitución"),
                            ("other", "Otro resultado del sumario"),
                        ],
                        max_length=20,
                        verbose_name="resultado",
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True, verbose_name="fecha")),
                (
                    "authority",
                    models.CharField(blank=True, max_length=200, verbose_name="quién lo dispuso"),
                ),
                (
                    "instrument",
                    models.CharField(blank=True, max_length=120, verbose_name="instrumento"),
                ),
                ("prepared_at", models.DateTimeField(verbose_name="preparado")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decidido"),
                ),
                ("is_confirmed", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True, verbose_name="por qué se devolvió")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prepared_steps",
                        to="noncompliance.noncompliancefile",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "paso preparado",
                "verbose_name_plural": "pasos preparados",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("file",),
                        name="one_prepared_step_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_confirmed", False),
                            models.Q(("decided_by", models.F("prepared_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_confirms_what_they_prepared",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="filerequest",
            constraint=models.UniqueConstraint(
                fields=("file", "info_request"), name="a_file_names_a_request_once"
            ),
        ),
    ]
