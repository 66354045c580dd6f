"""A server process is warm before its first page: nothing of ours is imported or compiled for it any more."""

import json

from offices import Office

FIRST_PAGES = """
import json, sys
from evenborn.site.wsgi import application
from django.template import engines
from django.test import Client

def made():
    (cached,) = engines["django"].engine.template_loaders
    modules = {name for name in sys.modules if name.startswith("evenborn.")}
    return {str(key) for key in cached.get_template_cache}, modules

before = made()
client = Client(HTTP_HOST="127.0.0.1")
statuses = [client.get(page).status_code for page in ("/access/login/", "/", "/nowhere/")]
after = made()
print(json.dumps([statuses, *(sorted(late - early) for early, late in zip(before, after))]))
"""


def test_nothing_of_ours_is_made_for_the_first_page(office: Office) -> None:
    statuses, templates, modules = json.loads(office.python(FIRST_PAGES).stdout)
    assert statuses == [200, 302, 404]
    assert modules == []
    assert [name for name in templates if not name.startswith("django/forms")] == []
