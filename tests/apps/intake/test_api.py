"""The interface for programs: files in by token, nobody else, nothing about a person out, no 500."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from apps.intake import scene
from evenborn.apps.access.actions import close_department
from evenborn.apps.access.models import ProgramToken
from evenborn.apps.access.tokens.actions import revoke_token
from evenborn.apps.access.tokens.secret import new_token
from evenborn.apps.intake.models import Batch, Sender
from evenborn.apps.intake.taking_in import take_in
from evenborn.registers.definition import register
from evenborn.simulation.fhir_file import fhir_bundle
from evenborn.site.api import api, urls
from people import NIWU, XIZE, browser_of, clerk, department, everyone, token

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("kept_connections")]

ASKED = {"sender": "YX990101", "register": "delivery", "basis": "maternal-health", "file_name": "三月.csv"}


class Program:
    """A program that shows a token."""

    def __init__(self, shown: str) -> None:
        self.client = Client(HTTP_HOST="127.0.0.1", HTTP_AUTHORIZATION=f"Bearer {shown}")

    def get(self, path: str) -> HttpResponse:
        return self.client.get(f"/api/v1/{path}")

    def send(self, content: bytes, **more: str) -> HttpResponse:
        query = "&".join(f"{name}={value}" for name, value in (ASKED | more).items())
        kind = "application/octet-stream"
        return self.client.post(f"/api/v1/batches?{query}", content, content_type=kind)


@pytest.fixture
def shown() -> str:
    """A token of Niwu's health commission, to which the hospital belongs."""
    scene.sender()
    Sender.objects.regardless("a scene of a test").update(department=department(NIWU).pk)
    text = new_token()
    token(NIWU, text)
    return text


def test_a_file_is_received_and_checked(shown: str) -> None:
    answer = Program(shown).send(scene.delivery([scene.row(1), scene.row(2, sex="X")]))
    assert answer.status_code == 201
    told = answer.json()
    assert (told["state"], told["rows"], told["rejected"]) == ("checked", 2, 1)
    rules = Program(shown).get(f"batches/{told['number']}/rules").json()
    assert [(rule["field"], rule["rows"]) for rule in rules if rule["severity"] == "reject"] == [("sex", 1)]


def test_the_same_file_again_is_the_batch_that_it_was(shown: str) -> None:
    program, content = Program(shown), scene.delivery([scene.row(1)])
    first, second = program.send(content), program.send(content)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["number"] == second.json()["number"]
    assert Batch.objects.regardless("a scene of a test").count() == 1


BIRTH = {name: field.example for name, field in register("delivery").fields.items()}


def test_a_bundle_of_fhir_comes_in_and_is_taken_in(shown: str) -> None:
    alone = BIRTH | {"certificate_number": "", "mother_id_type": "passport", "mother_birth_date": ""}
    births = [
        {
            "record_number": f"2025-{day}",
            "mother_id_number": f"E0000000{day}",
            "birth_time": f"2025-03-0{day} 08:10",
        }
        for day in (7, 8)
    ]
    bundle = b"".join(fhir_bundle([alone | one | {"registered_at": "2025-03-09 08:00"} for one in births]))
    told = Program(shown).send(bundle, file_name="bundle.json").json()
    assert (told["state"], told["rows"], told["rejected"]) == ("checked", 2, 0)
    batch = take_in(scene.again(Batch(pk=told["number"])), by=everyone())
    assert (batch.new, scene.counted(), scene.sealed()) == (2, (2, 0), 2)


def test_a_bundle_without_births_is_no_batch_that_can_be_used(shown: str) -> None:
    bundle = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": []}).encode()
    assert Program(shown).send(bundle, file_name="bundle.json").json()["state"] == "failed"


def test_rows_that_stay_at_the_facility_are_refused_with_a_sentence(shown: str) -> None:
    answer = Program(shown).send(b"x", register="ultrasound_log")
    assert answer.status_code == 422
    assert answer.json()["code"] == "intake-stays-at-facility"


def test_a_program_takes_nothing_in_and_sees_no_other_department(shown: str) -> None:
    batch = scene.checked(scene.delivery([scene.row(1)]))
    own = Sender.objects.regardless("a scene of a test")
    own.update(department=department(NIWU, "Police").pk)
    Batch.objects.regardless("a scene of a test").update(department=department(NIWU, "Police").pk)
    program = Program(shown)
    assert program.get("senders").json() == []
    assert program.get(f"batches/{batch.pk}").status_code == 404
    assert program.send(scene.delivery([scene.row(3)])).status_code == 404
    assert program.client.post(f"/api/v1/batches/{batch.pk}/accept").status_code == 404


def _revoked(row: ProgramToken) -> None:
    revoke_token(row, by=everyone())


def _over(row: ProgramToken) -> None:
    ProgramToken.objects.filter(pk=row.pk).update(until=everyone().today - timedelta(days=1))


def _closed(row: ProgramToken) -> None:
    close_department(row.department, by=everyone(), day=everyone().today)


@pytest.mark.parametrize("end", [_revoked, _over, _closed])
def test_a_token_that_is_over_opens_nothing(shown: str, end: Callable[[ProgramToken], None]) -> None:
    assert Program(shown).get("senders").status_code == 200
    end(ProgramToken.objects.get())
    assert Program(shown).get("senders").status_code == 401


PATHS = ["senders", "batches", "batches/1", "batches/1/rules"]


def test_every_address_is_tried() -> None:
    known = {name for pattern in urls[0] for name in [str(pattern.pattern)] if name}
    asked = {name for name in known if not name.startswith("open/")}  # what was released asks for no token
    assert asked == {path.replace("/1", "/<number>") for path in PATHS} | {"openapi.json"}


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_nothing_opens_not_even_with_a_session(path: str) -> None:
    assert Client(HTTP_HOST="127.0.0.1").get(f"/api/v1/{path}").status_code == 401
    assert browser_of(clerk()).get(f"/api/v1/{path}").status_code == 401
    assert Program("evenborn_" + "A" * 43).get(path).status_code == 401
    assert Program("' OR 1=1 --").get(path).status_code == 401


def test_a_token_of_another_area_sees_nothing(shown: str) -> None:
    batch = scene.checked(scene.delivery([scene.row(1)]))
    other = new_token()
    token(XIZE, other)
    assert Program(other).get(f"batches/{batch.pk}").status_code == 404
    assert Program(other).get("batches").json() == []


def test_the_trail_and_no_log_holds_a_token(shown: str, caplog: pytest.LogCaptureFixture) -> None:
    Program(shown).send(scene.delivery([scene.row(1)]))
    assert shown not in caplog.text
    assert not ProgramToken.objects.filter(hash=shown).exists()


SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))


@pytest.fixture
def program_of_schema(shown: str) -> dict[str, str]:
    """What every call shows."""
    return {"Authorization": f"Bearer {shown}", "Host": "127.0.0.1"}


@SCHEMA.parametrize()
@settings(
    max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_no_call_ends_in_an_error_of_the_server(
    case: schemathesis.Case, program_of_schema: dict[str, str]
) -> None:
    case.operation.schema.app = WSGIHandler()
    answer = case.call(app=WSGIHandler(), base_url="http://127.0.0.1", headers=program_of_schema)
    case.validate_response(
        answer, checks=[not_a_server_error, status_code_conformance, response_schema_conformance]
    )
