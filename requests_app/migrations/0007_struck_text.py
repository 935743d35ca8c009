"""What the public reads of a text out of which personal data were struck."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0006_draft_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="informationrequest",
            name="struck_subject",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="informationrequest",
            name="struck_description",
            field=models.TextField(blank=True, default=""),
        ),
    ]
