"""Mail that comes in, and notices that come back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
        ("requests_app", "0006_draft_file"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("mail_key", models.CharField(max_length=64, unique=True)),
                ("raw", models.FileField(max_length=120, upload_to="")),
                ("recipient", models.CharField(max_length=254, verbose_name="dirigido a")),
                ("envelope_sender", models.CharField(blank=True, max_length=254)),
                ("sender", models.CharField(blank=True, max_length=254, verbose_name="remitente")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Por leer"),
                            ("entered", "Entró en su solicitud"),
                            ("drafted", "Pedido nuevo por confirmar"),
                            ("bounced", "Aviso devuelto"),
                            ("ignored", "Sin efecto"),
                            ("set_aside", "Apartado: no se pudo leer"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="motivo")),
                ("received_at", models.DateTimeField(verbose_name="recibido")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="intentos")),
                ("next_attempt_at", models.DateTimeField(verbose_name="próximo intento")),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("taken_in_at", models.DateTimeField(blank=True, null=True, verbose_name="leído")),
            ],
            options={
                "verbose_name": "correo recibido",
                "verbose_name_plural": "correos recibidos",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["next_attempt_at"],
                        name="mail_waiting",
                    ),
                    models.Index(fields=["received_at"], name="mail_received"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "entered",
                                    "drafted",
                                    "bounced",
                                    "ignored",
                                    "set_aside",
                                ],
                            )
                        ),
                        name="incoming_mail_state_is_known",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="delivery",
            name="delivery_state_is_known",
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "Por enviar"),
                    ("sent", "Enviado"),
                    ("failed", "No se pudo enviar"),
                    ("bounced", "Volvió sin entregarse"),
                ],
                default="pending",
                max_length=10,
                verbose_name="estado",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "sent", "failed", "bounced"])),
                name="delivery_state_is_known",
            ),
        ),
        migrations.AddField(
            model_name="incomingmail",
            name="info_request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests_app.informationrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="incomingmail",
            index=models.Index(fields=["info_request", "received_at"], name="mail_of_a_request"),
        ),
    ]
