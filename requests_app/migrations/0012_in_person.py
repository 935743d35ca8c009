"""Notifications and new codes given in person; where and how long a registration took."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0004_absences_and_substitutes'),
        ('requests_app', '0011_competence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='registration',
            name='centre',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='offices.office'),
        ),
        migrations.AddField(
            model_name='registration',
            name='started_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='empezada'),
        ),
        migrations.AlterField(
            model_name='timelineevent',
            name='kind',
            field=models.CharField(choices=[('filed', 'Solicitud presentada'), ('registered', 'Solicitud registrada en la oficina'), ('taken_in_charge', 'La institución tomó el pedido'), ('text_screened', 'Texto revisado para su publicación'), ('clarification_asked', 'Se pidió una aclaración'), ('clarified', 'Aclaración recibida'), ('forwarded', 'Derivada a otra institución'), ('competence_asked', 'Se pidió que la Dirección decida la competencia'), ('competence_moved', 'La Dirección decidió que responda otra institución'), ('competence_kept', 'La Dirección decidió que responda la misma institución'), ('answered', 'Respuesta entregada'), ('answered_late', 'Respuesta entregada fuera de plazo'), ('denied', 'Denegada por resolución fundada'), ('tacitly_denied', 'Denegación tácita por silencio'), ('withdrawn', 'Retirada por la persona solicitante'), ('verdict_given', 'Valoración de la respuesta'), ('reconsideration_filed', 'Recurso de reconsideración presentado'), ('reconsideration_upheld', 'Recurso de reconsideración admitido'), ('reconsideration_rejected', 'Recurso de reconsideración rechazado'), ('reconsideration_lapsed', 'Recurso sin decisión en plazo'), ('court_filed', 'Acción judicial informada'), ('court_ordered', 'El juzgado ordenó entregar la información'), ('court_dismissed', 'El juzgado rechazó la acción'), ('court_complied', 'Orden judicial cumplida'), ('ladder_step', 'Aviso de plazo'), ('message_received', 'Llegó un mensaje de la persona solicitante'), ('message_withdrawn', 'Se sacó un mensaje que había entrado por error'), ('notice_bounced', 'Un aviso por correo volvió sin entregarse'), ('told_otherwise', 'Se avisó por otro medio lo que había vuelto'), ('problem_reported', 'Se informó un problema con el texto publicado'), ('report_decided', 'Se decidió sobre un problema informado'), ('files_delivered', 'Archivos entregados después de la respuesta'), ('notified_in_person', 'Notificada en persona, en la oficina'), ('code_reissued', 'Se entregó en persona otro código de seguimiento'), ('signed_copy_filed', 'Se archivó la copia firmada de un papel')], max_length=30),
        ),
        migrations.CreateModel(
            name='CodeReissue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=300, verbose_name='cómo probó quién es')),
                ('reissued_on', models.DateField(verbose_name='entregado')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='code_reissues', to='requests_app.informationrequest')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('reissued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'código entregado de nuevo',
                'verbose_name_plural': 'códigos entregados de nuevo',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InPersonNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_sequence', models.PositiveIntegerField(verbose_name='hasta el hecho')),
                ('notified_on', models.DateField(verbose_name='notificada')),
                ('notified_at', models.DateTimeField(verbose_name='notificada a las')),
                ('received_by', models.CharField(max_length=200, verbose_name='quién recibió')),
                ('identity', models.CharField(max_length=300, verbose_name='cómo probó quién es')),
                ('copies', models.CharField(choices=[('none', 'Nada: leyó y se le leyó'), ('paper', 'Copia en papel'), ('usb', 'Archivos en una memoria USB'), ('both', 'Copia en papel y archivos en una memoria USB')], max_length=10, verbose_name='qué se llevó')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='observación')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='in_person_notices', to='requests_app.informationrequest')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.institution')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='in_person_notices', to='offices.office')),
            ],
            options={
                'verbose_name': 'notificación en persona',
                'verbose_name_plural': 'notificaciones en persona',
                'ordering': ['pk'],
            },
        ),
    ]
