"""Who looked for whose request in a service centre."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0004_absences_and_substitutes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LookUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, verbose_name='número escrito')),
                ('shown', models.CharField(choices=[('document', 'Documento'), ('code', 'Código de seguimiento')], max_length=10, verbose_name='qué se mostró')),
                ('was_found', models.BooleanField(verbose_name='se halló')),
                ('at', models.DateTimeField(verbose_name='a las')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'búsqueda en un centro',
                'verbose_name_plural': 'búsquedas en los centros',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['user', 'at'], name='counter_lookups_of_a_user')],
            },
        ),
    ]
