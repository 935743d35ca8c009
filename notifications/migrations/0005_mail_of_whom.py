"""Say of the mail that came in before the queue whose it is and how it stands in its case."""

import hashlib
import hmac

from django.conf import settings
from django.db import migrations


def place(apps, schema_editor):
    """Fill in institution, key in the case and digest of the draft of earlier mail."""
    mails = apps.get_model("notifications", "IncomingMail").objects
    letters = apps.get_model("requests_app", "RequesterMessage").objects
    institutions = apps.get_model("offices", "Institution").objects
    for mail in mails.select_related("info_request").iterator():
        if mail.info_request_id is not None:
            mail.institution_id = mail.info_request.institution_id
        else:
            code = mail.recipient.partition("@")[0]
            mail.institution = institutions.filter(code__iexact=code).first()
        if letters.filter(mail_key=mail.mail_key).exists():
            mail.entry_key = mail.mail_key
        if mail.state == "drafted":
            secret = hmac.digest(
                settings.SECRET_KEY.encode(), b"mail draft:" + mail.mail_key.encode(), "sha256"
            ).hex()
            mail.draft_digest = hashlib.sha256(secret.encode()).hexdigest()
        mail.save(update_fields=["institution", "entry_key", "draft_digest"])


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0004_mail_queue"),
        ("requests_app", "0005_correspondence"),
    ]

    operations = [migrations.RunPython(place, migrations.RunPython.noop, elidable=True)]
