"""Reports of problems with published texts, and the two acts about them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0002_search_text_without_limit'),
        ('requests_app', '0002_filing_draft'),
    ]

    operations = [
        migrations.AlterField(
            model_name='timelineevent',
            name='kind',
            field=models.CharField(choices=[('filed', 'Solicitud presentada'), ('registered', 'Solicitud registrada en la oficina'), ('taken_in_charge', 'La institución tomó el pedido'), ('text_screened', 'Texto revisado para su publicación'), ('clarification_asked', 'Se pidió una aclaración'), ('clarified', 'Aclaración recibida'), ('forwarded', 'Derivada a otra institución'), ('answered', 'Respuesta entregada'), ('answered_late', 'Respuesta entregada fuera de plazo'), ('denied', 'Denegada por resolución fundada'), ('tacitly_denied', 'Denegación tácita por silencio'), ('withdrawn', 'Retirada por la persona solicitante'), ('verdict_given', 'Valoración de la respuesta'), ('reconsideration_filed', 'Recurso de reconsideración presentado'), ('reconsideration_upheld', 'Recurso de reconsideración admitido'), ('reconsideration_rejected', 'Recurso de reconsideración rechazado'), ('reconsideration_lapsed', 'Recurso sin decisión en plazo'), ('court_filed', 'Acción judicial informada'), ('court_ordered', 'El juzgado ordenó entregar la información'), ('court_dismissed', 'El juzgado rechazó la acción'), ('court_complied', 'Orden judicial cumplida'), ('ladder_step', 'Aviso de plazo'), ('problem_reported', 'Se informó un problema con el texto publicado'), ('report_decided', 'Se decidió sobre un problema informado')], max_length=30),
        ),
        migrations.CreateModel(
            name='PublicationReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('third_party', 'Tiene datos personales de alguien'), ('threat', 'Amenaza o insulta a alguien'), ('other', 'Otro problema')], max_length=20, verbose_name='problema')),
                ('text', models.TextField(verbose_name='qué dice quien informa')),
                ('contact', models.CharField(blank=True, max_length=254, verbose_name='contacto de quien informa')),
                ('reporter_key', models.CharField(max_length=64)),
                ('reported_on', models.DateField(verbose_name='informado')),
                ('holds', models.BooleanField()),
                ('decision', models.CharField(blank=True, choices=[('restore', 'El texto queda publicado'), ('take_down', 'El texto se retira')], max_length=20)),
                ('reason', models.TextField(blank=True, verbose_name='razón de la decisión')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='decidido')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='por')),
                ('info_request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publication_reports', to='requests_app.informationrequest')),
            ],
            options={
                'verbose_name': 'informe de un problema',
                'verbose_name_plural': 'informes de problemas',
                'indexes': [models.Index(condition=models.Q(('decision', '')), fields=['id'], name='reports_waiting'), models.Index(fields=['reporter_key'], name='reports_of_a_reporter')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('decided_on', None), ('decision', '')), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('decision__in', ['restore', 'take_down'])), _connector='OR'), name='a_decided_report_says_when_and_by_whom')],
            },
        ),
    ]
