"""Who put the first steps of the desk away."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('casework', '0005_calendar_and_digest'),
    ]

    operations = [
        migrations.CreateModel(
            name='StepsSeen',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='cuándo')),
            ],
            options={
                'verbose_name': 'primeros pasos vistos',
                'verbose_name_plural': 'primeros pasos vistos',
            },
        ),
    ]
