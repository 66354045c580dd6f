"""Where browsers take a passkey: at a host name only, never at an address of digits.

References
----------
W3C Web Authentication Level 2, section 5.1.3, step 7: the effective domain must be a valid domain.
"""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

__all__ = ["NoPasskeyHere", "WithPasskeys", "no_passkey_at", "no_passkey_here"]


@dataclass(frozen=True, slots=True)
class NoPasskeyHere:
    """The address at which no passkey is taken, and where the same page would take one, if anywhere known."""

    host: str
    elsewhere: str


def no_passkey_at(url: str, hosts: tuple[str, ...]) -> NoPasskeyHere | None:
    """Hold the address of a page against what browsers allow; nothing where a passkey may be used.

    Examples
    --------
    >>> no_passkey_at("http://127.0.0.1:8000/access/own/", ("127.0.0.1", "localhost"))
    NoPasskeyHere(host='127.0.0.1', elsewhere='http://localhost:8000/access/own/')
    >>> no_passkey_at("https://10.20.30.40/", ("10.20.30.40",))
    NoPasskeyHere(host='10.20.30.40', elsewhere='')
    >>> no_passkey_at("https://srb.example.gov.cn/", ("srb.example.gov.cn",)) is None
    True
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if not address.is_loopback or "localhost" not in hosts:
        return NoPasskeyHere(host, "")
    port = f":{parts.port}" if parts.port else ""
    return NoPasskeyHere(host, parts._replace(netloc=f"localhost{port}").geturl())


def no_passkey_here(request: HttpRequest) -> NoPasskeyHere | None:
    """The same of the page that is asked for."""
    return no_passkey_at(request.build_absolute_uri(), tuple(settings.ALLOWED_HOSTS))


class WithPasskeys:
    """For a view whose page offers a passkey: says where none would be taken."""

    request: Any  # allauth’s views say no more

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the place."""
        given: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return given | {"no_passkey": no_passkey_here(self.request)}
