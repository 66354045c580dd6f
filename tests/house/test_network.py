"""Nothing in the tests reaches a network, and a warning is an error."""

import socket
import warnings

import pytest
from pytest_socket import SocketBlockedError


def test_the_network_is_closed() -> None:
    with pytest.raises((SocketBlockedError, UserWarning), match="tried to use socket"):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning, match="old"):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
