"""Django's settings, made of the configuration; operators change :mod:`evenborn.site.config`, never this."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from evenborn import presentation
from evenborn.site.config import load
from evenborn.site.databases import databases
from evenborn.site.logs import LOGGING as LINES
from evenborn.site.logs import set_up_logs
from evenborn.site.secrets import django_secret

CONFIG = load()
OFFICE_MODE = CONFIG.mode

SECRET_KEY = django_secret(CONFIG)
DEBUG = False
ALLOWED_HOSTS = list(CONFIG.hosts)
ROOT_URLCONF = "evenborn.site.urls"
WSGI_APPLICATION = "evenborn.site.wsgi.application"
DATABASES = databases(CONFIG)
DATABASE_ROUTERS = ["evenborn.apps.stores.StoreRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
    "evenborn.web",
    "evenborn.apps.audit",
    "evenborn.apps.access",
    "evenborn.apps.trail",
    "evenborn.apps.areas",
    "evenborn.apps.births",
    "evenborn.apps.figures",
    "evenborn.apps.matching",
    "evenborn.apps.intake",
    "evenborn.apps.signalling",
    "evenborn.apps.vault",
    "evenborn.apps.documents",
    "evenborn.apps.desk",
]

MIDDLEWARE = [
    "evenborn.site.requests.RequestLineMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "evenborn.web.middleware.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "evenborn.site.requests.RequestSizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "evenborn.apps.access.middleware.ActorMiddleware",
    "evenborn.apps.access.login.middleware.LoginMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "evenborn.apps.access.navigation.places",
            ],
            "builtins": ["evenborn.web.templatetags.words"],
        },
    }
]
FORM_RENDERER = "evenborn.web.forms.Renderer"

LANGUAGE_CODE = "zh-hans" if CONFIG.language == "zh" else "en"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = CONFIG.https
USE_I18N = True
TIME_ZONE = CONFIG.time_zone
USE_TZ = True
FORMAT_MODULE_PATH = "evenborn.web.formats"

STATIC_URL = "static/"
STATICFILES_DIRS = [("presentation", Path(presentation.__file__).parent / "static")]
# Straight from the package: nothing is collected, so nothing can be stale.
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "access.Officer"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_ADAPTER = "evenborn.apps.access.login.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "evenborn.apps.access.login.forms.LogIn",
    "reauthenticate": "evenborn.apps.access.login.forms.ConfirmByPassword",
}
ACCOUNT_RATE_LIMITS = False  # attempts are counted in a table that all processes share, see login/rules.py
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "evenborn.apps.access.login.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "evenborn.apps.access.login.forms.CodeAtLogin",
    "authenticate_webauthn": "evenborn.apps.access.login.forms.PasskeyAtLogin",
    "reauthenticate": "evenborn.apps.access.login.forms.ConfirmByCode",
    "reauthenticate_webauthn": "evenborn.apps.access.login.forms.ConfirmByPasskey",
    "activate_totp": "evenborn.apps.access.login.forms.SetUpCodes",
    "add_webauthn": "evenborn.apps.access.login.forms.AddPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_REAUTHENTICATION_REQUIRED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Evenborn 衡生"
MFA_TOTP_TOLERANCE = 1  # the clock of a telephone may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIG.https
# The server before ours adds the browser's address; without it browsers reach ours themselves.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIG.https else 0

OFFICE_AREA = CONFIG.area
SECOND_FACTOR_REQUIRED = CONFIG.second_factor == "required"
DEMONSTRATION = CONFIG.mode == "demonstration"

SESSION_COOKIE_AGE = CONFIG.idle_minutes * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "evenborn.web.errors.csrf_failed"
SECURE_SSL_REDIRECT = False  # the server before us does that; ours listens on the loopback
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if CONFIG.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIG.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the square code of the second factor is an inline picture
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["evenborn.apps.sealed_uploads.SealedUploadHandler"]

LOGGING = LINES
set_up_logs()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
