"""Absences with their substitutes, and the people of units."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("offices", "0003_service_centres"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="desde")),
                ("ends_on", models.DateField(verbose_name="hasta")),
                ("announced_until", models.DateField(verbose_name="anunciada hasta")),
                ("noted_at", models.DateTimeField(verbose_name="anotada")),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="terminada antes"),
                ),
            ],
            options={
                "verbose_name": "ausencia",
                "verbose_name_plural": "ausencias",
                "ordering": ["starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("announced_until__gte", models.F("starts_on"))),
                        name="an_absence_ends_after_it_starts",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="stands_in_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stand_ins",
                to="offices.post",
                verbose_name="en reemplazo de",
            ),
        ),
        migrations.AlterField(
            model_name="post",
            name="duty",
            field=models.CharField(
                choices=[
                    ("officer", "Encargado/a de acceso"),
                    ("head", "Jefe/a de oficina"),
                    ("highest_authority", "Máxima autoridad"),
                    ("liaison", "Enlace de unidad"),
                    ("auditor", "Auditor/a de la Dirección"),
                    ("director", "Director/a de Acceso"),
                    ("clerk", "Atención en centro ciudadano"),
                ],
                max_length=20,
                verbose_name="función",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stands_in_for", None), ("ends_on__isnull", False), _connector="OR"
                ),
                name="a_substitution_has_an_end",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absences",
                to="offices.office",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absences",
                to=settings.AUTH_USER_MODEL,
                verbose_name="persona ausente",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="substitute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="substitutions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reemplazo",
            ),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["office", "ends_on"], name="absences_of_an_office"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("substitute")), _negated=True),
                name="nobody_stands_in_for_themselves",
            ),
        ),
    ]
