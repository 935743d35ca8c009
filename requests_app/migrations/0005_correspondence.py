"""Messages of who asked, notices that came back, and the acts about them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_app', '0004_search'),
    ]

    operations = [
        migrations.AlterField(
            model_name='timelineevent',
            name='kind',
            field=models.CharField(choices=[('filed', 'Solicitud presentada'), ('registered', 'Solicitud registrada en la oficina'), ('taken_in_charge', 'La institución tomó el pedido'), ('text_screened', 'Texto revisado para su publicación'), ('clarification_asked', 'Se pidió una aclaración'), ('clarified', 'Aclaración recibida'), ('forwarded', 'Derivada a otra institución'), ('answered', 'Respuesta entregada'), ('answered_late', 'Respuesta entregada fuera de plazo'), ('denied', 'Denegada por resolución fundada'), ('tacitly_denied', 'Denegación tácita por silencio'), ('withdrawn', 'Retirada por la persona solicitante'), ('verdict_given', 'Valoración de la respuesta'), ('reconsideration_filed', 'Recurso de reconsideración presentado'), ('reconsideration_upheld', 'Recurso de reconsideración admitido'), ('reconsideration_rejected', 'Recurso de reconsideración rechazado'), ('reconsideration_lapsed', 'Recurso sin decisión en plazo'), ('court_filed', 'Acción judicial informada'), ('court_ordered', 'El juzgado ordenó entregar la información'), ('court_dismissed', 'El juzgado rechazó la acción'), ('court_complied', 'Orden judicial cumplida'), ('ladder_step', 'Aviso de plazo'), ('message_received', 'Llegó un mensaje de la persona solicitante'), ('notice_bounced', 'Un aviso por correo volvió sin entregarse'), ('told_otherwise', 'Se avisó por otro medio lo que había vuelto'), ('problem_reported', 'Se informó un problema con el texto publicado'), ('report_decided', 'Se decidió sobre un problema informado')], max_length=30),
        ),
        migrations.CreateModel(
            name='RequesterMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mail_key', models.CharField(max_length=64, unique=True)),
                ('text', models.TextField(blank=True, verbose_name='texto')),
                ('sender', models.CharField(max_length=254, verbose_name='remitente')),
                ('is_known_sender', models.BooleanField(verbose_name='desde el correo de quien pidió')),
                ('refused_files', models.JSONField(default=list, verbose_name='archivos no aceptados')),
                ('received_on', models.DateField(verbose_name='recibido')),
                ('documents', models.ManyToManyField(related_name='+', to='requests_app.document')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='requests_app.informationrequest')),
            ],
            options={
                'verbose_name': 'mensaje de quien pidió',
                'verbose_name_plural': 'mensajes de quien pidió',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NoticeBounce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('sequence', models.PositiveIntegerField()),
                ('address', models.EmailField(max_length=254, verbose_name='dirección')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='motivo')),
                ('bounced_on', models.DateField(verbose_name='devuelto')),
                ('settled_on', models.DateField(blank=True, null=True, verbose_name='avisado por otro medio')),
                ('way', models.TextField(blank=True, verbose_name='cómo se avisó')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bounces', to='requests_app.informationrequest')),
            ],
            options={
                'verbose_name': 'aviso devuelto',
                'verbose_name_plural': 'avisos devueltos',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('settled_on', None)), fields=['info_request'], name='bounces_unsettled')],
            },
        ),
    ]
