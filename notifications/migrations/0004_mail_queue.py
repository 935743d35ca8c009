"""The queue of the mail that came in: whose it is, and every step taken with it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0003_internal_notices'),
        ('offices', '0004_absences_and_substitutes'),
        ('requests_app', '0012_in_person'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MailStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('taken_in', 'El sistema lo leyó'), ('entered', 'Se puso en un pedido'), ('filed', 'Se registró como pedido nuevo'), ('set_aside', 'Se apartó'), ('back', 'Volvió a quedar por decidir'), ('assigned', 'La Dirección lo pasó a una institución'), ('erased', 'Se borró el original, por antiguo')], max_length=10, verbose_name='qué se hizo')),
                ('at', models.DateTimeField(verbose_name='cuándo')),
                ('reason', models.TextField(blank=True, verbose_name='motivo')),
            ],
            options={
                'verbose_name': 'paso de un correo',
                'verbose_name_plural': 'pasos de los correos',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='incomingmail',
            name='incoming_mail_state_is_known',
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='draft_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='entry_key',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='institution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.institution', verbose_name='institución'),
        ),
        migrations.AddField(
            model_name='incomingmail',
            name='subject',
            field=models.CharField(blank=True, max_length=300, verbose_name='asunto'),
        ),
        migrations.AlterField(
            model_name='incomingmail',
            name='raw',
            field=models.FileField(blank=True, max_length=120, upload_to=''),
        ),
        migrations.AlterField(
            model_name='incomingmail',
            name='state',
            field=models.CharField(choices=[('waiting', 'Por leer'), ('entered', 'Entró en su solicitud'), ('drafted', 'Pedido nuevo por confirmar'), ('bounced', 'Aviso devuelto'), ('ignored', 'Sin efecto'), ('set_aside', 'Apartado: no se pudo leer'), ('to_decide', 'Por decidir'), ('filed', 'Registrado como pedido')], default='waiting', max_length=10, verbose_name='estado'),
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(fields=['institution', '-id'], name='mail_queue'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'entered', 'drafted', 'bounced', 'ignored', 'set_aside', 'to_decide', 'filed'])), name='incoming_mail_state_is_known'),
        ),
        migrations.AddField(
            model_name='mailstep',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='quién'),
        ),
        migrations.AddField(
            model_name='mailstep',
            name='info_request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='requests_app.informationrequest'),
        ),
        migrations.AddField(
            model_name='mailstep',
            name='institution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.institution'),
        ),
        migrations.AddField(
            model_name='mailstep',
            name='mail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='notifications.incomingmail'),
        ),
        migrations.AddConstraint(
            model_name='mailstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['taken_in', 'entered', 'filed', 'set_aside', 'back', 'assigned', 'erased'])), name='mail_step_kind_is_known'),
        ),
    ]
