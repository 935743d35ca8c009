"""Answers that the Directorate writes down for institutions with nobody in post."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0005_calendar_changes'),
        ('requests_app', '0017_succession'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerArrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('email', 'Por correo electrónico'), ('paper', 'En papel'), ('phone', 'Por teléfono, con constancia')], max_length=10, verbose_name='cómo llegó')),
                ('arrived_on', models.DateField(verbose_name='llegó')),
                ('evidence', models.TextField(verbose_name='constancia')),
                ('mail_key', models.CharField(blank=True, max_length=64)),
                ('mail_digest', models.CharField(blank=True, max_length=64)),
                ('registered_at', models.DateTimeField(verbose_name='registrada')),
            ],
            options={
                'verbose_name': 'llegada de una respuesta',
                'verbose_name_plural': 'llegadas de respuestas',
            },
        ),
        migrations.AddField(
            model_name='reasonedresolution',
            name='signed_by',
            field=models.CharField(blank=True, default='', max_length=200, verbose_name='quién firmó'),
        ),
        migrations.AlterField(
            model_name='reasonedresolution',
            name='signatory',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.post'),
        ),
        migrations.AddConstraint(
            model_name='reasonedresolution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signatory__isnull', False), ('signed_by', '')), models.Q(('signatory', None), models.Q(('signed_by', ''), _negated=True)), _connector='OR'), name='a_resolution_has_one_signature'),
        ),
        migrations.AddField(
            model_name='answerarrival',
            name='answer',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='requests_app.answer'),
        ),
        migrations.AddField(
            model_name='answerarrival',
            name='paper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests_app.document'),
        ),
        migrations.AddField(
            model_name='answerarrival',
            name='registered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='answerarrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence', ''), _negated=True), models.Q(('paper__isnull', False), models.Q(('mail_key', ''), _negated=True), _connector='OR')), name='an_arrival_has_its_proof'),
        ),
    ]
