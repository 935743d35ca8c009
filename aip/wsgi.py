"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from aip.startup import refuse_to_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aip.settings")

application = get_wsgi_application()
refuse_to_start()
