"""Who follows what, what they were told, and up to where histories were read."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0002_search_text_without_limit"),
        ("requests_app", "0006_draft_file"),
    ]

    operations = [
        migrations.CreateModel(
            name="DigestDay",
            fields=[
                ("on", models.DateField(primary_key=True, serialize=False, verbose_name="día")),
            ],
            options={
                "verbose_name": "día de resúmenes",
                "verbose_name_plural": "días de resúmenes",
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="dirección")),
            ],
            options={
                "verbose_name": "dirección que sigue",
                "verbose_name_plural": "direcciones que siguen",
            },
        ),
        migrations.CreateModel(
            name="ReadUpTo",
            fields=[
                (
                    "info_request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="read_up_to",
                        serialize=False,
                        to="requests_app.informationrequest",
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "lectura del historial",
                "verbose_name_plural": "lecturas del historial",
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("request", "Un pedido"),
                            ("institution", "Una institución"),
                            ("search", "Una búsqueda"),
                        ],
                        max_length=12,
                        verbose_name="qué sigue",
                    ),
                ),
                ("topic_key", models.CharField(max_length=80)),
                ("query", models.CharField(blank=True, max_length=3000, verbose_name="filtros")),
                ("asker_key", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField(verbose_name="pedida")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="confirmada")),
                ("from_sequence", models.PositiveIntegerField(default=0)),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="openness.follower",
                    ),
                ),
                (
                    "info_request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="requests_app.informationrequest",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="offices.institution",
                    ),
                ),
            ],
            options={
                "verbose_name": "suscripción",
                "verbose_name_plural": "suscripciones",
                "indexes": [
                    models.Index(
                        condition=models.Q(("confirmed_at", None)),
                        fields=["asked_at"],
                        name="unconfirmed",
                    ),
                    models.Index(fields=["asker_key"], name="subscriptions_of_an_asker"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("follower", "topic_key"), name="an_address_follows_a_thing_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("info_request__isnull", False),
                                ("institution", None),
                                ("topic", "request"),
                            ),
                            models.Q(
                                ("info_request", None),
                                ("institution__isnull", False),
                                ("topic", "institution"),
                            ),
                            models.Q(
                                ("info_request", None), ("institution", None), ("topic", "search")
                            ),
                            _connector="OR",
                        ),
                        name="a_subscription_has_one_topic",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
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
                            ("confirmation", "Confirmación"),
                            ("event", "Un hecho de un pedido"),
                            ("digest", "Resumen del día"),
                        ],
                        max_length=12,
                        verbose_name="clase",
                    ),
                ),
                ("source_key", models.CharField(max_length=40)),
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
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mailings",
                        to="openness.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "correo a quien sigue",
                "verbose_name_plural": "correos a quienes siguen",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "pending")),
                        fields=["next_attempt_at"],
                        name="mailings_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "source_key"), name="no_mail_is_made_twice"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="requests_app.timelineevent",
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="openness.follower",
                    ),
                ),
                (
                    "mailing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="openness.mailing",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="openness.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name": "hecho por contar",
                "verbose_name_plural": "hechos por contar",
                "indexes": [
                    models.Index(
                        condition=models.Q(("mailing", None)),
                        fields=["subscription"],
                        name="lines_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("follower", "event"), name="each_follower_told_once_per_fact"
                    )
                ],
            },
        ),
    ]
