"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evenborn.site.settings")
application = get_wsgi_application()

from evenborn.site.warming import warm  # noqa: E402 - once the apps are known

warm()
