"""The addresses of the office, and one at which a test asks for an action."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from evenborn.apps.access.actions import add_department
from evenborn.apps.access.actor import program
from evenborn.apps.access.roles import Permission
from evenborn.site.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@csrf_exempt
@login_not_required
def add(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    by = program("scene", Permission.DEPARTMENT_MANAGE)
    add_department(by=by, name=request.body.decode(), kind="health", area="990101")
    return HttpResponse("added")


@csrf_exempt
@login_not_required
def fail(request: HttpRequest) -> HttpResponse:
    """Fail with a message that quotes a person."""
    given = request.POST.get("name") or request.GET.get("name")
    raise ValueError(f"Wang Xiaoming 110101199003070017 {given}")


@csrf_exempt
@login_not_required
def measure(request: HttpRequest) -> HttpResponse:
    """Say how large a body is."""
    return HttpResponse(str(len(request.body)))


urlpatterns = [*urlpatterns, path("scene/add", add), path("scene/fail", fail), path("scene/measure", measure)]
