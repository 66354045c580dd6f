"""The real server: its numbers, its limits, its log and its end."""

import json
import select
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path

from offices import (
    DEADLINE,
    Office,
    answers,
    asked,
    finished,
    killed,
    serving,
    wait_for,
)

PERSON = "wang-xiaoming-110101199003070017"


def lines_of(output: str) -> list[dict[str, object]]:
    """The lines of the log among what a server wrote."""
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def test_pages_have_numbers_and_logs_have_no_values(office: Office) -> None:
    with serving(office, DJANGO_SETTINGS_MODULE="scene_settings") as (path, process):
        pages = [
            asked(path, "GET", f"/?next={PERSON}", Cookie=f"sessionid={PERSON}", User_Agent=PERSON),
            asked(path, "GET", f"/{PERSON}?{PERSON}"),
            asked(path, "POST", "/access/login/", f"login={PERSON}&password={PERSON}".encode()),
            asked(path, "GET", f"/scene/fail?name={PERSON}", X_Forwarded_For=PERSON),
            asked(path, PERSON.upper(), "/"),
            asked(
                path,
                "POST",
                "/scene/fail",
                f"name={PERSON}".encode(),
                Content_Type="application/x-www-form-urlencoded",
                Referer=f"http://localhost/{PERSON}",
            ),
        ]
        process.send_signal(signal.SIGTERM)
        output = process.communicate(timeout=DEADLINE)[0]
    assert process.returncode == 0
    lines = lines_of(output)
    assert PERSON not in output.lower()
    assert "Xiaoming" not in output
    requests = [line for line in lines if line["event"] == "request"]
    assert [line["status"] for line in requests] == [answer.status for answer in pages]
    assert [line["request"] for line in requests] == [answer.headers["x-request-id"] for answer in pages]
    fault = next(line for line in lines if line["event"] == "fault" and line["error"] == "ValueError")
    assert (fault["request"], pages[3].status) == (requests[3]["request"], 500)
    assert "scene_urls.py" in str(fault["places"])
    assert pages[5].status == 500
    assert not any(
        said in page.text.lower() for page in (pages[3], pages[5]) for said in ("xiaoming", PERSON)
    )
    assert [line["event"] for line in lines if line["event"] in ("serving", "stopped")] == [
        "serving",
        "stopped",
    ]


def slowly(path: Path, first: bytes) -> socket.socket:
    """A connection on which only this was sent so far."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(DEADLINE)
    connection.connect(str(path))
    connection.sendall(first)
    return connection


def all_of(connection: socket.socket) -> bytes:
    """Whatever comes until the server closes."""
    data = b""
    with connection, suppress(ConnectionResetError):
        while part := connection.recv(65536):
            data += part
    return data


def test_limits(office: Office) -> None:
    limits = {"EVENBORN_HEADER_SECONDS": "1", "EVENBORN_UPLOAD_MEGABYTES": "1"}
    head = "POST /scene/measure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    with serving(office, DJANGO_SETTINGS_MODULE="scene_settings", **limits) as (path, process):
        started = time.monotonic()
        slow = all_of(slowly(path, b"GET / HTTP/1.1\r\nHost: local"))
        assert b"200 OK" not in slow
        assert time.monotonic() - started < 30
        too_large = asked(path, "POST", "/scene/measure", b"x" * (2 * 1024**2), Accept_Language="en")
        assert too_large.status == 413
        assert "smaller file" in too_large.text
        as_large = asked(path, "POST", "/scene/measure", b"x" * 1024**2)
        assert (as_large.status, as_large.text) == (200, str(1024**2))
        long_head = f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {'x' * 100_000}\r\n\r\n".encode()
        assert b" 431 " in all_of(slowly(path, long_head))[:20]
        assert b" 400 " in all_of(slowly(path, f"{head}Content-Length: -1\r\n\r\n".encode()))[:20]
        assert asked(path, "GET", "/").status == 302
        assert process.poll() is None


def test_a_page_that_is_being_made_is_finished_when_the_server_stops(office: Office) -> None:
    head = b"POST /scene/measure HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    with serving(office, DJANGO_SETTINGS_MODULE="scene_settings") as (path, process):
        asked(path, "GET", "/")
        connection = slowly(path, head + b"Content-Length: 10\r\n\r\n12345")
        assert asked(path, "GET", "/").status == 302  # the first part has been read by now
        process.send_signal(signal.SIGTERM)
        connection.sendall(b"67890")
        answer = all_of(connection)
        process.communicate(timeout=DEADLINE)
    assert b" 200 " in answer[:20]
    assert answer.endswith(b"10")
    assert process.returncode == 0


IN_USE = """
import os, socket
taken = socket.socket()
taken.bind(("127.0.0.1", 0))
taken.listen()
os.environ["EVENBORN_PORT"] = str(taken.getsockname()[1])
from evenborn.cli import main
import sys
sys.argv = ["evenborn", "serve"]
main()
"""


def test_an_address_in_use_is_said(office: Office) -> None:
    done = finished((), office.environment, IN_USE)
    assert done.returncode == 2
    assert "another program listens there" in done.stderr


def test_a_socket_left_by_a_killed_server_is_no_hindrance(office: Office) -> None:
    with serving(office) as (path, process):
        killed(process.pid)
        while answers(path):  # the system takes its time to bury them
            select.select([], [], [], 0.01)
        assert path.exists()
        again = office.start("serve", EVENBORN_LISTEN=str(path), EVENBORN_WORKERS="1")
        wait_for(path, again)
        again.send_signal(signal.SIGTERM)
        again.communicate(timeout=DEADLINE)
        assert again.returncode == 0
