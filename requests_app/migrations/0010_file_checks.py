"""Inspections of the files of answers, who looked at what they found, and files that follow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0002_search_text_without_limit"),
        ("requests_app", "0009_kept_request"),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="files_to_follow",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="archivos que faltan"),
        ),
        migrations.AlterField(
            model_name="timelineevent",
            name="kind",
            field=models.CharField(
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
                    ("message_received", "Llegó un mensaje de la persona solicitante"),
                    ("notice_bounced", "Un aviso por correo volvió sin entregarse"),
                    ("told_otherwise", "Se avisó por otro medio lo que había vuelto"),
                    ("problem_reported", "Se informó un problema con el texto publicado"),
                    ("report_decided", "Se decidió sobre un problema informado"),
                    ("files_delivered", "Archivos entregados después de la respuesta"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="FileCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("name", models.CharField(max_length=120, verbose_name="nombre")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("clean", "Sin nada que revisar"),
                            ("hold", "Retenido hasta que lo mire una persona"),
                            ("refused", "No se puede entregar"),
                            ("uninspected", "No se pudo revisar"),
                        ],
                        max_length=12,
                    ),
                ),
                ("report", models.JSONField()),
                ("edition", models.CharField(max_length=20)),
                ("checked_at", models.DateTimeField(verbose_name="revisado")),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file_checks",
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
                "verbose_name": "revisión de un archivo",
                "verbose_name_plural": "revisiones de archivos",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["info_request", "digest"], name="checks_of_a_file")
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("finding", models.CharField(blank=True, max_length=64)),
                (
                    "readers",
                    models.CharField(
                        choices=[
                            ("internal", "Solo la institución"),
                            ("parties", "La institución y la persona solicitante"),
                            ("public", "Cualquier persona"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(verbose_name="motivo")),
                ("at", models.DateTimeField(verbose_name="mirado")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file_check",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearances",
                        to="requests_app.filecheck",
                    ),
                ),
            ],
            options={
                "verbose_name": "visto bueno",
                "verbose_name_plural": "vistos buenos",
                "ordering": ["pk"],
            },
        ),
    ]
