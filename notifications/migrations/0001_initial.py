import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("requests_app", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source_key", models.CharField(max_length=40)),
                ("recipient_key", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=200, verbose_name="asunto")),
                ("body", models.TextField(verbose_name="texto tal como se envió")),
                ("language", models.CharField(max_length=10, verbose_name="idioma")),
                ("created_at", models.DateTimeField(verbose_name="creado")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="leído")),
                (
                    "info_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="requests_app.requester",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "aviso",
                "verbose_name_plural": "avisos",
                "indexes": [
                    models.Index(fields=["user", "-id"], name="mailbox"),
                    models.Index(
                        condition=models.Q(("read_at", None)),
                        fields=["user"],
                        name="mailbox_unread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source_key", "recipient_key"),
                        name="each_person_told_once_per_fact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("requester__isnull", False), ("user", None)),
                            models.Q(("requester", None), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_notice_has_one_reader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "Correo electrónico")],
                        max_length=10,
                        verbose_name="medio",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="dirección")),
                ("message_id", models.CharField(max_length=200, unique=True)),
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
                    models.CharField(blank=True, max_length=500, verbose_name="último error"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="enviado")),
                (
                    "notification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="notifications.notification",
                    ),
                ),
            ],
            options={
                "verbose_name": "envío",
                "verbose_name_plural": "envíos",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["next_attempt_at"],
                        name="deliveries_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notification", "channel"), name="one_delivery_per_channel"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["pending", "sent", "failed"])),
                        name="delivery_state_is_known",
                    ),
                ],
            },
        ),
    ]
