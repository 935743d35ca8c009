"""Keys in their own order: over one in reverse, with statistics, SQLite loses a page's bound."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0005_calendar_changes'),
        ('requests_app', '0015_escalations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='escalation',
            name='escalations_by_stage',
        ),
        migrations.RemoveIndex(
            model_name='informationrequest',
            name='request_public_list',
        ),
        migrations.RemoveIndex(
            model_name='timelineevent',
            name='event_feed',
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['stage', 'id'], name='escalations_by_stage'),
        ),
        migrations.AddIndex(
            model_name='informationrequest',
            index=models.Index(fields=['institution', 'id'], name='request_public_list'),
        ),
        migrations.AddIndex(
            model_name='timelineevent',
            index=models.Index(fields=['institution', 'id'], name='event_feed'),
        ),
    ]
