"""The index behind the feed of one institution."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requests_app", "0007_struck_text")]

    operations = [
        migrations.AddIndex(
            model_name="timelineevent",
            index=models.Index(fields=["institution", "-id"], name="event_feed"),
        ),
    ]
