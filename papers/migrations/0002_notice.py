"""A paper for notifications made in person."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('papers', '0001_issued_papers'),
    ]

    operations = [
        migrations.AlterField(
            model_name='issuedpaper',
            name='kind',
            field=models.CharField(choices=[('receipt', 'Constancia de presentación'), ('verbal_record', 'Acta de solicitud verbal'), ('notice', 'Constancia de notificación en persona'), ('tacit_denial', 'Constancia de denegación tácita'), ('reconsideration', 'Recurso de reconsideración'), ('court', 'Borrador de acción de amparo')], max_length=20, verbose_name='papel'),
        ),
    ]
