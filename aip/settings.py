"""Settings for every environment. What differs between them is only the environment."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.conf import locale
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from aip import env, schedule

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# An installation that names neither its secret nor its hosts serves this machine only: a trial.
TRIAL = not any(env.text(name, "") for name in ("SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"))
# DEMO: fictional data, roles listed on the sign-in page, no second factor. Never in production.
DEMO = env.flag("DEMO", default=TRIAL)
DEBUG = env.flag("DEBUG")
EMBEDDED = DEMO or DEBUG
SECRET_KEY = env.text("SECRET_KEY", "only-for-trying-it-out-on-this-machine" if EMBEDDED else None)
# Former keys: what was sealed with them, links and reply addresses, still opens.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]" if EMBEDDED else "")
PUBLIC_URL = env.text("PUBLIC_URL", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "aip.views.unsent"

# --- database -------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **dj_database_url.parse(
            env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'aip.sqlite3'}"), conn_max_age=0
        ),
        # Acts open their own durable transactions; a request-wide one would hide their edges.
        "ATOMIC_REQUESTS": False,
    }
}
DATABASE_VENDOR = DATABASES["default"]["ENGINE"].rpartition(".")[2]
if DATABASE_VENDOR == "sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-20000;"
        ),
    }
elif DATABASE_VENDOR == "postgresql":
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 2, "max_size": env.number("DATABASE_POOL", 4), "timeout": 10}
    }
else:
    raise ImproperlyConfigured("DATABASE_URL must be sqlite:/// or postgres://")

# --- applications -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
INSTALLED_APPS = [
    "aip",
    "demo",
    "casework",
    "noncompliance",
    "off_system",
    "reports",
    "stats",
    "notifications",
    "oversight",
    "oversight.complaints",
    "oversight.audits",
    "oversight.training",
    "oversight.active_transparency",
    "oversight.registry",
    "papers",
    "openness",
    "answering",
    "counter",
    "requests_app",
    "rulebook",
    "offices",
    "accounts",
    "look",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_fsm",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "aip.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "aip.middleware.RefuseNul",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "aip.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "aip.urls"
WSGI_APPLICATION = "aip.wsgi.application"
FORM_RENDERER = "look.forms.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "look.context.site",
                "offices.context.desks",
                "accounts.context.demo_users",
                "accounts.context.electronic_identity",
                *(["demo.context.demonstration"] if DEMO else []),
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- sign-in ----------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "accounts.adapters.Invited"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
# Citizens may also sign in with the State's electronic identity. Empty: it does not exist here.
OIDC_SERVER_URL = env.secure_url("OIDC_SERVER_URL")
OIDC_NAME = env.text("OIDC_NAME", "Identidad Electrónica")
SOCIALACCOUNT_ADAPTER = "accounts.adapters.Citizens"
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_STORE_TOKENS = False
# Which address counts is the adapter's: one the provider says it verified.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {"provider_class": "accounts.identity.ElectronicIdentity", "APPS": []}
}
if OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "identidad",
            "name": OIDC_NAME,
            "client_id": env.text("OIDC_CLIENT_ID"),
            "secret": env.text("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": OIDC_SERVER_URL},
        }
    ]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desks"
LOGOUT_REDIRECT_URL = "start"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "accounts.hashers.TrackingCodeHasher",
]

# --- reports ------------------------------------------------------------------------------------

# What rooms that do not know the reports count of a month, of the whole State: a function of its
# first day that returns figures by key.
REPORT_COUNTS = ["noncompliance.reported.counts_of_month"]

# --- language, dates --------------------------------------------------------------------------

USE_TZ = True
# Legal dates are Paraguay's local dates: a request presented at 23:30 was presented that day.
TIME_ZONE = "America/Asuncion"
LANGUAGE_CODE = "es"
locale.LANG_INFO["gn"] = {"bidi": False, "code": "gn", "name": "Guarani", "name_local": "Avañe’ẽ"}
LANGUAGES = [("es", _("Español")), ("gn", _("Guaraní")), ("en", _("Inglés"))]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "look.formats"

# How long a process may go without looking for rule sets that somebody approved: they take effect
# on a later day, and never minutes after their approval. None: until it is told to.
RULES_READ_EVERY_SECONDS: float | None = 60.0

# --- files ------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "files")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600

# --- mail -------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST", "")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "Acceso a la Información <no-responder@localhost>"
)

# Where people answer and write; each request has an address of its own under it. Empty: nowhere.
MAIL_IN_ADDRESS = env.text("MAIL_IN_ADDRESS", "pedidos@aip.example" if EMBEDDED else "")
# Where the mail server delivers it: host:port, or unix:/path/of/socket.
MAIL_IN_LISTEN = env.text("MAIL_IN_LISTEN", "127.0.0.1:8024")
# After how many days the original of a mail that waits for nobody is erased; 0: never.
MAIL_IN_DAYS = env.number("MAIL_IN_DAYS", 365)

# clamd's socket, a path or host:port, asked about each file to be released. Empty: there is none.
CLAMAV_SOCKET = env.text("CLAMAV_SOCKET", "")

# --- jobs and cache ---------------------------------------------------------------------------

REDIS_URL = env.text("REDIS_URL", "")
BROKER_URL = env.text("BROKER_URL", REDIS_URL or "filesystem://")
CELERY = schedule.celery_settings(BROKER_URL, VAR_DIR / "broker")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # Nobody who files waits for a cache that does not answer.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}

# --- security ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers apply it to redirects too: the sign-in form ends at the provider.
        "form-action": [SELF, *([env.origin(OIDC_SERVER_URL)] if OIDC_SERVER_URL else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE = not EMBEDDED
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_REDIRECT_EXEMPT = ["^salud$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
}
