"""The project's own settings, with the environment a test run needs.

TEST_DATABASE_URL chooses PostgreSQL; without it the tests run on SQLite.
"""

import os
import tempfile

_folder = tempfile.mkdtemp(prefix="aip-tests-")
os.environ["VAR_DIR"] = _folder
os.environ["DEMO"] = "true"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", f"sqlite:///{_folder}/db.sqlite3")
os.environ["BROKER_URL"] = "memory://"
os.environ.pop("REDIS_URL", None)
os.environ.pop("EMAIL_HOST", None)

from aip.settings import *  # noqa: E402, F403  the environment must be set first

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]  # noqa: F405
# What is asked of the database is counted: nothing reads it because a minute has passed.
RULES_READ_EVERY_SECONDS = None
