"""Pages for what went wrong: both languages, what to do, and none of them needs what may have failed."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from evenborn.site import urls as site
from evenborn.web.confirming import confirm, confirmed
from people import browser_of, clerk

SAID = {"en": "Nothing was saved", "zh-hans": "未保存"}


def failing(error: Exception) -> object:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    view.login_required = False  # type: ignore[attr-defined]
    return view


def dangerous(request: HttpRequest) -> HttpResponse:
    if confirmed(request):
        return HttpResponse("done")
    return confirm(request, title="Delete", sentences=["It is <gone>."], does="Delete it", back="/")


dangerous.login_required = False  # type: ignore[attr-defined]

FAULTS = {
    "500": (500, RuntimeError("secret detail")),
    "503": (503, OperationalError("database is locked")),
    "503b": (503, InterfaceError("connection already closed")),
    "413": (413, RequestDataTooBig()),
    "413b": (413, TooManyFieldsSent()),
    "400": (400, SuspiciousOperation()),
}
urlpatterns = [
    *(path(f"{name}/", failing(error), name=f"fault-{name}") for name, (_, error) in FAULTS.items()),  # type: ignore[arg-type]
    path("dangerous/", dangerous),
    *site.urlpatterns,
]
handler400, handler403, handler404, handler500 = (
    site.handler400, site.handler403, site.handler404, site.handler500,
)  # fmt: skip


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("name", FAULTS)
def test_a_failure_is_said_without_a_database(name: str, language: str) -> None:
    """This test has no database: a query would fail it."""
    status, _ = FAULTS[name]
    answer = Client(raise_request_exception=False).get(f"/{name}/", HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == status
    html = answer.content.decode()
    assert ('lang="en"' if language == "en" else 'lang="zh-Hans"') in html
    assert status == 400 or SAID[language] in html
    assert "secret detail" not in html
    assert (answer.headers.get("Retry-After") == "60") == (status == 503)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize(("language", "said"), [("en", "open too long"), ("zh-hans", "页面停留过久")])
def test_a_form_without_its_mark_is_said_so(language: str, said: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/language/", {"language": "en"}, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 403
    assert said in answer.content.decode()


@pytest.mark.django_db(databases="__all__")
def test_no_such_page_looks_like_the_office() -> None:
    answer = browser_of(clerk()).get("/nowhere/", HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()
    assert "Log out" in answer.content.decode()


def test_a_host_that_is_not_ours_is_refused() -> None:
    answer = Client(raise_request_exception=False).get("/", HTTP_HOST="evil.example")
    assert answer.status_code == 400


@override_settings(ROOT_URLCONF=__name__)
def test_what_is_dangerous_is_asked_once_more_and_keeps_what_was_entered() -> None:
    client = Client()
    asked = client.post("/dangerous/", {"rows": ["1", '"><script>'], "confirmed": "no"}).content.decode()
    assert "It is &lt;gone&gt;." in asked
    assert 'name="rows" value="1"' in asked
    assert "&quot;&gt;&lt;script&gt;" in asked
    assert 'name="confirmed" value="yes"' in asked
    assert "done" in client.post("/dangerous/", {"rows": "1", "confirmed": "yes"}).content.decode()


def test_a_link_never_confirms() -> None:
    assert not confirmed(RequestFactory().get("/?confirmed=yes"))
