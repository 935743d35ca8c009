"""Find quickly the answers whose files are still to follow."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('requests_app', '0013_calendar_recounts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(condition=models.Q(('files_to_follow__gt', 0)), fields=['institution'], name='answers_with_files_to_follow'),
        ),
    ]
