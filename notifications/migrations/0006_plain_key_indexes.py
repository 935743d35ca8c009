"""Keys in their own order: over one in reverse, with statistics, SQLite loses a page's bound."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0005_mail_of_whom'),
        ('offices', '0005_calendar_changes'),
        ('requests_app', '0016_plain_key_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='incomingmail',
            name='mail_queue',
        ),
        migrations.RemoveIndex(
            model_name='notification',
            name='mailbox',
        ),
        migrations.AddIndex(
            model_name='incomingmail',
            index=models.Index(fields=['institution', 'id'], name='mail_queue'),
        ),
        migrations.AddIndex(
            model_name='notification',
            index=models.Index(fields=['user', 'id'], name='mailbox'),
        ),
    ]
