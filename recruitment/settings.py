"""Django's settings. Everything that differs between machines comes from `environment`."""

import socket
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from recruitment import environment

BASE_DIR = Path(__file__).resolve().parent.parent

# EMBEDDED is set by `manage.py up`: its own database on loopback, made for one machine.
EMBEDDED = environment.flag("EMBEDDED")
DEBUG = False
SITE = environment.Site.parse(environment.read("SITE_URL"))
SITE_URL = SITE.url
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = [key for key in environment.read("SECRET_KEY_FALLBACKS", "").split() if key]
ALLOWED_HOSTS = [SITE.host, *environment.read("EXTRA_HOSTS", "").split()]
if not SITE.secure:
    ALLOWED_HOSTS += sorted(environment.LOOPBACK)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATA_DIR = Path(environment.read("DATA_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "recruitment",
    "communications",
    "candidates",
    "desk",
    "accounts",
    "company",
    "audit",
    "vault",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "guardian",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "recruitment.middleware.health",
    "django.middleware.security.SecurityMiddleware",
    "audit.watching.watching",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "recruitment.middleware.readable",
    "recruitment.middleware.nouns_that_take_forms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "recruitment.careers.languages.candidate",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "audit.middleware.door",
    "accounts.middleware.person",
    "desk.middleware.DefaultViews",
    "recruitment.middleware.Visits",
    "recruitment.middleware.Refusals",
    "recruitment.middleware.DatabaseAway",
]

ROOT_URLCONF = "recruitment.urls"
WSGI_APPLICATION = "recruitment.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "recruitment.shell.context",
            ]
        },
    }
]

DATABASES = {"default": environment.database(environment.read("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Migrations log in with this one; the application itself owns no table.
DATABASE_OWNER_URL = environment.read("DATABASE_OWNER_URL", environment.read("DATABASE_URL"))

REDIS_URL = environment.redis(environment.read("REDIS_URL"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": environment.read("CACHE_PREFIX", "anteroom"),
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "global_keyprefix": environment.read("CACHE_PREFIX", "anteroom") + ":",
    # A broker that is away must not hold a request: the relay finds the work later.
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

AUTH_USER_MODEL = "accounts.User"
# One address is one account whatever its case: a constraint on Lower("email") says more than unique=True.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None
# A link to set a password anew is good for an hour.
PASSWORD_RESET_TIMEOUT = 3600
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/account/login/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "accounts.allauth.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.signing_in.SignInForm"}
MFA_ADAPTER = "accounts.allauth.MfaAdapter"
# The invitation has proved the address; the package's own table of addresses, where it is kept as unproved, is unused.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE.secure
# When somebody was last seen would cost three queries on every page.
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "recruitment.views.errors.csrf_failure"
# Plain http is for loopback alone (environment.Site), so these fall only there.
SESSION_COOKIE_SECURE = SITE.secure
CSRF_COOKIE_SECURE = SITE.secure
SESSION_COOKIE_NAME = "__Host-session" if SITE.secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SITE.secure else "csrf"
SECURE_SSL_REDIRECT = SITE.secure
SECURE_HSTS_SECONDS = 31_536_000 if SITE.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SITE.secure
SECURE_HSTS_PRELOAD = SITE.secure
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# How many proxies of ours stand before the web server; their X-Forwarded-* are trusted, no others.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# Uploads: one gate (vault.gate) decides; these bound what a request may bring before it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

STORAGE_URL = environment.read("STORAGE_URL", "")
STORAGES = {
    "default": environment.storage(STORAGE_URL, DATA_DIR / "files"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.read("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
WHITENOISE_MAX_AGE = 31_536_000

# vault: the key ring is a file (or a secret); CLAMD_ADDRESS is host:port or a socket path, empty for none.
VAULT_KEYS = environment.read("VAULT_KEYS")
CLAMD_ADDRESS = environment.read("CLAMD_ADDRESS", "")
OUTGOING_ALLOW = environment.read("OUTGOING_ALLOW", "").split()

# Mail. With no EMAIL_URL, mail goes over SMTP to the local mailbox that the product shows on a page.
EMAIL_URL = environment.read("EMAIL_URL", "")
MAILBOX_PORT = environment.number("MAILBOX_PORT", 8025)
_mail = environment.mail(EMAIL_URL or f"smtp://127.0.0.1:{MAILBOX_PORT}")
EMAIL_BACKEND = environment.read("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.read("FROM_EMAIL", f"recruiting@{SITE.host if SITE.secure else 'anteroom.example'}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LANGUAGE_CODE = "en"
# What the staff's pages speak: only what they are wholly translated into.
LANGUAGES = [("en", "English")]
# What posts, notices and mails are written in, and what candidates' pages speak (locale/, recruitment.catalogues).
WRITTEN_LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español"), ("ar", "العربية")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["recruitment.formats"]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.api.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.api.permissions.ScopedAccess"],
    "DEFAULT_PAGINATION_CLASS": "accounts.api.pagination.SyncPagination",
    "DEFAULT_RENDERER_CLASSES": ["accounts.api.renderers.ApiRenderer", "accounts.api.renderers.NdjsonRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.api.rates.PerKey"],
    "DEFAULT_PARSER_CLASSES": ["accounts.api.parsers.ApiParser", "rest_framework.parsers.MultiPartParser"],
    "DEFAULT_FILTER_BACKENDS": ["accounts.api.filters.StrictFilters"],
    "DEFAULT_SCHEMA_CLASS": "accounts.api.schema.Schema",
    "DEFAULT_VERSIONING_CLASS": None,
    # What one wants is said by Accept alone.
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "accounts.api.problems.handler",
    "DATETIME_FORMAT": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Anteroom",
    "DESCRIPTION": "Candidates, jobs and applications of this installation. How to use it stands at /api/v1/docs.",
    "SERVERS": [{"url": SITE_URL}],
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "accounts.api.components.add"],
    "ENUM_NAME_OVERRIDES": {
        "InterfaceLanguageEnum": LANGUAGES,
        "WrittenLanguageEnum": WRITTEN_LANGUAGES,
        "RoleEnum": "accounts.models.Role",
        "TeamRoleEnum": "recruitment.models.TeamRole",
        "EmailTypeEnum": "candidates.models.EmailAddress.Type",
        "PhoneTypeEnum": "candidates.models.PhoneNumber.Type",
        "ChannelEnum": "desk.api.preferences.CHANNELS",
        "LinkTypeEnum": "candidates.models.Link.Type",
        "ApprovalKindEnum": "recruitment.models.approval_policy.ApprovalKind",
        "BulkItemStateEnum": "recruitment.models.bulk_act.BulkActItem.State",
        "ConditionKindEnum": "recruitment.models.OfferCondition.Kind",
        "JobStatusEnum": "recruitment.models.Job.Status",
        "OfferStatusEnum": "recruitment.models.Offer.Status",
        "PayPeriodEnum": "recruitment.models.Job.PayPeriod",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.read("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        # A page of letters for each PDF.
        "fontTools": {"level": "WARNING"},
    },
}
HOSTNAME = socket.gethostname()
