"""Mail of institutions with nobody in post, and files that go with a notice."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0006_plain_key_indexes'),
        ('offices', '0005_calendar_changes'),
        ('requests_app', '0018_outside_answers'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='incomingmail',
            name='incoming_mail_state_is_known',
        ),
        migrations.AddField(
            model_name='notification',
            name='files',
            field=models.ManyToManyField(blank=True, related_name='+', to='requests_app.document'),
        ),
        migrations.AlterField(
            model_name='incomingmail',
            name='state',
            field=models.CharField(choices=[('waiting', 'Por leer'), ('entered', 'Entró en su solicitud'), ('drafted', 'Pedido nuevo por confirmar'), ('bounced', 'Aviso devuelto'), ('ignored', 'Sin efecto'), ('set_aside', 'Apartado: no se pudo leer'), ('to_decide', 'Por decidir'), ('filed', 'Registrado como pedido'), ('from_body', 'Respuesta de una institución fuera del sistema')], default='waiting', max_length=10, verbose_name='estado'),
        ),
        migrations.AddConstraint(
            model_name='incomingmail',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'entered', 'drafted', 'bounced', 'ignored', 'set_aside', 'to_decide', 'filed', 'from_body'])), name='incoming_mail_state_is_known'),
        ),
    ]
