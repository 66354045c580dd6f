"""Headers that every answer carries beside those of Django and django-csp."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

__all__ = ["HeadersMiddleware"]

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self)"


class HeadersMiddleware:
    """Nothing of a page stays in the cache of a desk that several people use; no device may be asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add them where the answer has none of its own."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        return response
