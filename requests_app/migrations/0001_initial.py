import uuid

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import requests_app.models.document


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberCounter",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
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
                            ("granted", "Se entrega la información"),
                            ("partly_granted", "Se entrega en parte"),
                            ("already_public", "Ya está publicada"),
                            ("not_held", "La institución no la tiene"),
                            ("denied", "Se deniega"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(verbose_name="respuesta")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="fuente")),
                (
                    "place",
                    models.CharField(blank=True, max_length=500, verbose_name="lugar o enlace"),
                ),
                (
                    "form",
                    models.CharField(blank=True, max_length=200, verbose_name="forma de acceso"),
                ),
                ("search_made", models.TextField(blank=True, verbose_name="búsqueda hecha")),
                ("answered_on", models.DateField(verbose_name="respondida")),
                ("notified_on", models.DateField(verbose_name="notificada")),
                ("is_late", models.BooleanField(verbose_name="fuera de plazo")),
                (
                    "answered_by",
                    models.ForeignKey(
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
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "respuesta",
                "verbose_name_plural": "respuestas",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="número")),
                ("subject", models.CharField(max_length=200, verbose_name="asunto")),
                ("description", models.TextField(verbose_name="qué se pide")),
                (
                    "preferred_format",
                    models.CharField(
                        choices=[
                            ("any", "Cualquiera"),
                            ("digital", "Archivo digital (PDF, Word)"),
                            ("open_data", "Datos abiertos (CSV, Excel)"),
                            ("paper", "Copia en papel"),
                        ],
                        default="any",
                        max_length=20,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("es", "Castellano"), ("gn", "Guaraní"), ("other", "Otro idioma")],
                        default="es",
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Portal"),
                            ("counter", "En persona"),
                            ("email", "Correo electrónico"),
                            ("written", "Nota escrita"),
                            ("verbal", "Verbal, con acta"),
                        ],
                        max_length=10,
                    ),
                ),
                ("presented_on", models.DateField(verbose_name="presentada")),
                ("filed_at", models.DateTimeField(verbose_name="registrada")),
                (
                    "stage",
                    django_fsm.FSMField(
                        choices=[
                            ("received", "Recibida"),
                            ("in_progress", "En trámite"),
                            ("answered", "Respondida"),
                            ("denied", "Denegada"),
                            ("tacitly_denied", "Denegación tácita"),
                            ("withdrawn", "Retirada"),
                        ],
                        default="received",
                        max_length=50,
                        protected=True,
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
                (
                    "answered_on",
                    models.DateField(blank=True, null=True, verbose_name="primera respuesta final"),
                ),
                ("response_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("late_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tacitly_denied_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("complete", "Completa"),
                            ("partial", "Parcial"),
                            ("not_what_i_asked", "No es lo que pedí"),
                        ],
                        max_length=20,
                    ),
                ),
                ("verdict_reason", models.TextField(blank=True)),
                (
                    "screening",
                    models.CharField(
                        choices=[
                            ("pending", "Sin revisar"),
                            ("shown", "Publicado"),
                            ("withheld", "No se publica"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("tracking_code_hash", models.CharField(max_length=200)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("events_count", models.PositiveIntegerField(default=0)),
                ("chain_head", models.CharField(blank=True, max_length=64)),
                (
                    "first_institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "solicitud",
                "verbose_name_plural": "solicitudes",
                "indexes": [
                    models.Index(
                        fields=["institution", "stage", "presented_on"], name="request_desk"
                    ),
                    models.Index(
                        fields=["first_institution", "presented_on"], name="request_received"
                    ),
                    models.Index(fields=["institution", "answered_on"], name="request_answered"),
                    models.Index(fields=["presented_on"], name="request_presented"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    "received",
                                    "in_progress",
                                    "answered",
                                    "denied",
                                    "tacitly_denied",
                                    "withdrawn",
                                ],
                            )
                        ),
                        name="request_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "answered"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_answered_request_has_an_outcome",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            ("answered_on__gte", models.F("presented_on")),
                            _connector="OR",
                        ),
                        name="an_answer_follows_its_request",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("content", models.FileField(upload_to=requests_app.models.document._storage_name)),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                ("media_type", models.CharField(max_length=100, verbose_name="tipo")),
                ("size", models.PositiveIntegerField(verbose_name="tamaño en bytes")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("internal", "Solo la institución"),
                            ("parties", "La institución y la persona solicitante"),
                            ("public", "Cualquier persona"),
                        ],
                        max_length=10,
                        verbose_name="quién puede verlo",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="subido")),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="requests_app.answer",
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
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="requests_app.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "documento",
                "verbose_name_plural": "documentos",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="info_request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="requests_app.informationrequest",
            ),
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forwarded_on", models.DateField(verbose_name="derivada")),
                ("reason", models.TextField(verbose_name="motivo")),
                ("is_late", models.BooleanField(verbose_name="fuera de los días para derivar")),
                (
                    "claimable_due_on",
                    models.DateField(verbose_name="fecha que podría alegar quien recibe"),
                ),
                (
                    "from_institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "to_institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "derivación",
                "verbose_name_plural": "derivaciones",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TimelineEvent",
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
                            ("filed", "Solicitud presentada"),
                            ("registered", "Solicitud registrada en la oficina"),
                            ("taken_in_charge", "La institución tomó el pedido"),
                            ("text_screened", "Texto revisado para su publicación"),
                            ("clarification_asked", "Se pidió una aclaración"),
                            ("clarified", "Aclaración recibida"),
                            ("forwarded", "Derivada a otra institución"),
                            ("answered", "Respuesta entregada"),
                            ("answered_late", "Respuesta entregada fuera de plazo"),
                            ("denied", "Denegada por resolución fundada"),
                            ("tacitly_denied", "Denegación tácita por silencio"),
                            ("withdrawn", "Retirada por la persona solicitante"),
                            ("verdict_given", "Valoración de la respuesta"),
                            ("reconsideration_filed", "Recurso de reconsideración presentado"),
                            ("reconsideration_upheld", "Recurso de reconsideración admitido"),
                            ("reconsideration_rejected", "Recurso de reconsideración rechazado"),
                            ("reconsideration_lapsed", "Recurso sin decisión en plazo"),
                            ("court_filed", "Acción judicial informada"),
                            ("court_ordered", "El juzgado ordenó entregar la información"),
                            ("court_dismissed", "El juzgado rechazó la acción"),
                            ("court_complied", "Orden judicial cumplida"),
                            ("ladder_step", "Aviso de plazo"),
                        ],
                        max_length=30,
                    ),
                ),
                ("actor_kind", models.CharField(max_length=12)),
                ("happened_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("article", models.CharField(blank=True, max_length=120)),
                ("payload", models.TextField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                (
                    "actor",
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
                        related_name="timeline",
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
                "verbose_name": "hecho",
                "verbose_name_plural": "historial",
                "ordering": ["info_request", "sequence"],
                "indexes": [models.Index(fields=["recorded_at"], name="event_recorded")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("info_request", "sequence"), name="one_event_per_place_in_the_chain"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=30)),
                ("salt", models.CharField(max_length=32)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="requests_app.timelineevent",
                    ),
                ),
            ],
            options={
                "verbose_name": "sal de compromiso",
                "verbose_name_plural": "sales de compromiso",
                "constraints": [
                    models.UniqueConstraint(fields=("event", "field"), name="one_salt_per_datum")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReasonedResolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="resolución N°")),
                ("signed_on", models.DateField(verbose_name="fecha")),
                ("facts", models.TextField(verbose_name="fundamentos de hecho")),
                ("legal_grounds", models.TextField(verbose_name="fundamentos de derecho")),
                (
                    "reserve_law",
                    models.CharField(blank=True, max_length=120, verbose_name="ley que reserva"),
                ),
                (
                    "reserve_article",
                    models.CharField(blank=True, max_length=60, verbose_name="artículo"),
                ),
                ("other_ground", models.TextField(blank=True, verbose_name="otro motivo")),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
                        to="requests_app.answer",
                    ),
                ),
                (
                    "signatory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "resolución fundada",
                "verbose_name_plural": "resoluciones fundadas",
            },
        ),
        migrations.CreateModel(
            name="Reconsideration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    django_fsm.FSMField(
                        choices=[
                            ("filed", "Presentado"),
                            ("upheld", "Admitido"),
                            ("rejected", "Rechazado"),
                            ("lapsed", "Sin decisión en plazo"),
                        ],
                        default="filed",
                        max_length=50,
                        protected=True,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("express", "Denegación expresa"),
                            ("tacit", "Silencio de la institución"),
                            ("partial", "Respuesta parcial"),
                            ("other", "La respuesta no es lo que pedí"),
                        ],
                        max_length=10,
                        verbose_name="contra",
                    ),
                ),
                ("text", models.TextField(verbose_name="fundamentos")),
                ("filed_on", models.DateField(verbose_name="presentado")),
                ("is_late", models.BooleanField(verbose_name="fuera de los días para pedirlo")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="cerrado")),
                ("decision", models.TextField(blank=True, verbose_name="decisión")),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
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
                "verbose_name": "reconsideración",
                "verbose_name_plural": "reconsideraciones",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("info_request",),
                        name="one_open_reconsideration_per_request",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("registered_on", models.DateField(verbose_name="registrada")),
                (
                    "paper_number",
                    models.CharField(blank=True, max_length=60, verbose_name="mesa de entrada N°"),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="constancia de la fecha")),
                ("verbal_record", models.TextField(blank=True, verbose_name="acta")),
                (
                    "info_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registration",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "registro en oficina",
                "verbose_name_plural": "registros en oficina",
            },
        ),
        migrations.CreateModel(
            name="Requester",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nombre y apellido")),
                (
                    "identity_document",
                    models.CharField(blank=True, max_length=40, verbose_name="documento"),
                ),
                (
                    "address",
                    models.CharField(blank=True, max_length=200, verbose_name="domicilio real"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="correo electrónico"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="teléfono")),
                (
                    "notify_by",
                    models.CharField(
                        choices=[
                            ("email", "Por correo electrónico"),
                            ("here", "Solo en este sitio, con número y código"),
                            ("office", "En la oficina de la institución"),
                        ],
                        max_length=10,
                        verbose_name="notificar",
                    ),
                ),
                (
                    "shows_name",
                    models.BooleanField(
                        default=False, verbose_name="acepta que su nombre sea público"
                    ),
                ),
                (
                    "user",
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
                "verbose_name": "solicitante",
                "verbose_name_plural": "solicitantes",
            },
        ),
        migrations.AddField(
            model_name="informationrequest",
            name="requester",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="info_request",
                to="requests_app.requester",
            ),
        ),
        migrations.CreateModel(
            name="Term",
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
                            ("answer", "Responder"),
                            ("reconsideration", "Pedir reconsideración"),
                            ("reconsideration_decision", "Decidir la reconsideración"),
                            ("court", "Acudir a la justicia"),
                            ("compliance", "Cumplir la sentencia"),
                        ],
                        max_length=30,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="desde")),
                ("due_on", models.DateField(verbose_name="vence")),
                ("article", models.CharField(max_length=120, verbose_name="artículo")),
                ("is_verified", models.BooleanField(verbose_name="regla confirmada")),
                ("rule_set", models.CharField(max_length=40, verbose_name="reglas")),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "ended_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Cumplido"),
                            ("lapsed", "Vencido"),
                            ("withdrawn", "Retiro de la solicitud"),
                            ("replaced", "Reemplazado"),
                        ],
                        max_length=10,
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
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
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
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="requests_app.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "plazo",
                "verbose_name_plural": "plazos",
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_on", None)),
                        fields=["kind", "due_on"],
                        name="open_terms_by_date",
                    ),
                    models.Index(
                        condition=models.Q(("closed_on", None)),
                        fields=["institution", "kind", "due_on"],
                        name="open_terms_by_desk",
                    ),
                    models.Index(
                        fields=["institution", "kind", "due_on"], name="terms_for_figures"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("info_request", "kind"),
                        name="one_open_term_of_a_kind_per_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("starts_on"))),
                        name="a_term_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("ended_as", "")),
                            models.Q(
                                models.Q(("closed_on", None), ("ended_as", ""), _connector="OR"),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_term_says_how_it_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=30)),
                ("reached_on", models.DateField()),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="requests_app.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "aviso de plazo",
                "verbose_name_plural": "avisos de plazo",
                "constraints": [
                    models.UniqueConstraint(fields=("term", "step"), name="each_step_once_per_term")
                ],
            },
        ),
        migrations.CreateModel(
            name="WithheldItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(max_length=300, verbose_name="parte no entregada")),
                ("ground", models.CharField(max_length=300, verbose_name="ley y artículo")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withheld_items",
                        to="requests_app.answer",
                    ),
                ),
            ],
            options={
                "verbose_name": "parte reservada",
                "verbose_name_plural": "partes reservadas",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CourtCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    django_fsm.FSMField(
                        choices=[
                            ("filed", "Presentada"),
                            ("ordered", "Con orden de entrega"),
                            ("dismissed", "Rechazada"),
                            ("complied", "Orden cumplida"),
                        ],
                        default="filed",
                        max_length=50,
                        protected=True,
                    ),
                ),
                ("court", models.CharField(max_length=200, verbose_name="juzgado")),
                (
                    "case_number",
                    models.CharField(blank=True, max_length=60, verbose_name="expediente"),
                ),
                ("filed_on", models.DateField(verbose_name="presentada")),
                ("ruled_on", models.DateField(blank=True, null=True, verbose_name="sentencia")),
                ("ruling", models.TextField(blank=True, verbose_name="qué se resolvió")),
                ("complied_on", models.DateField(blank=True, null=True, verbose_name="cumplida")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="court_cases",
                        to="requests_app.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "acción judicial",
                "verbose_name_plural": "acciones judiciales",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage__in", ["filed", "ordered"])),
                        fields=("info_request",),
                        name="one_open_court_case_per_request",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="pedida")),
                ("question", models.TextField(verbose_name="pregunta")),
                (
                    "clarified_on",
                    models.DateField(blank=True, null=True, verbose_name="respondida"),
                ),
                ("reply", models.TextField(blank=True, verbose_name="respuesta")),
                (
                    "info_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarification",
                        to="requests_app.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "aclaración",
                "verbose_name_plural": "aclaraciones",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("clarified_on", None), ("reply", "")),
                            models.Q(
                                models.Q(("clarified_on", None), ("reply", ""), _connector="OR"),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="a_clarification_has_text_and_date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxEntry",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="outbox_entry",
                        serialize=False,
                        to="requests_app.timelineevent",
                    ),
                ),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.CharField(blank=True, max_length=500)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "aviso por preparar",
                "verbose_name_plural": "avisos por preparar",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["event"],
                        name="outbox_waiting",
                    )
                ],
            },
        ),
    ]
