"""What happens in an office on any day: batches that wait, one refused, one withdrawn; a hospital at work.

Rows are of the last months, for everything before was taken in from the city. All persons are invented. Files
and returns bear the days on which they would have come; the audit trail tells when all this was made.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from django.utils import timezone

from evenborn.apps.access.actor import Actor
from evenborn.apps.access.models import Officer
from evenborn.apps.access.queries import actor_of
from evenborn.apps.births.actions.completeness import end_owed, expect_return
from evenborn.apps.births.actions.returns import Sent, begin_return, save_return, send_return
from evenborn.apps.births.entry.submitting import submit
from evenborn.apps.births.entry.texts import automatic
from evenborn.apps.births.returns.contents import RETURNS, cells_of
from evenborn.apps.births.returns.rules import last_day, previous
from evenborn.apps.intake.actions.batches import Arrived, refuse_batch
from evenborn.apps.intake.arriving import arrive
from evenborn.apps.intake.checking import check
from evenborn.apps.intake.models import Batch, MonthReceived, Sender
from evenborn.apps.intake.rules import Because, LegalBasis, Way
from evenborn.apps.intake.single_rows import checked_typed
from evenborn.apps.intake.taking_in import take_in, withdraw
from evenborn.apps.vault.actions.drafts import keep_draft
from evenborn.registers.definition import register
from evenborn.site.demonstration import COUNTY, HOSPITAL
from evenborn.site.demonstration_city import YEARS

__all__ = ["live", "sent"]

_WHY: Final = "the demonstration's own senders"
_MOTHERS: Final = ("何苗", "沈知夏", "陆云", "苏禾", "顾岚", "许清", "叶棠", "林雨")
_MONTHS: Final = 6
"""Months before this one that hospitals of the demonstration owe."""
_DELIVERY: Final = register("delivery")
_HOURS: Final = (3, 9, 16, 22)
"""Since the births that the registrar has entered."""
Texts = dict[str, str]


def live(by: Actor) -> None:
    """Let a few months pass.

    Parameters
    ----------
    by : Actor
        A program that may enter senders' duties, send and decide.
    """
    own = Sender.objects.regardless(_WHY).get(name=HOSPITAL)
    hospitals = Sender.objects.regardless(_WHY).filter(area=COUNTY, code__startswith=own.code[:3])
    neighbours = list(hospitals.exclude(pk=own.pk).order_by("code")[:3])
    _owe(by, own, neighbours)
    _send(by, own, neighbours)
    registrar = actor_of(Officer.objects.get(username="registrar"))
    _enter(registrar, own)
    _return(registrar, own)


def _then(by: Actor, month: date, day: int) -> Actor:
    """The same actor on a day of the month after."""
    sent_on = datetime.combine(previous(month, -1).replace(day=day), time(9, 30))
    return replace(by, now=min(by.now, sent_on.replace(tzinfo=timezone.get_current_timezone())))


def _owe(by: Actor, own: Sender, neighbours: list[Sender]) -> None:
    """Delivery registers of four hospitals and the returns of one are due each month."""
    _owed_before(by)
    since = previous(by.today.replace(day=1), _MONTHS)
    duties = [(own, name) for name in ("delivery", *RETURNS)] + [(one, "delivery") for one in neighbours]
    for sender, name in duties:
        expect_return(by=by, sender=sender, area=sender.area, register=name, due_day=10, since=since)


def _owed_before(by: Actor) -> None:
    """Whoever has births in the register of the city owed it month by month, while the city's years ran."""
    received = MonthReceived.objects.regardless(_WHY).filter(batch__register="delivery")
    codes = received.order_by().values("facility")
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 1)
    for sender in Sender.objects.regardless(_WHY).filter(code__in=codes).order_by("code"):
        of = expect_return(
            by=by, sender=sender, area=sender.area, register="delivery", due_day=10, since=first
        )
        end_owed(of, by=by, until=last)


def _send(by: Actor, own: Sender, neighbours: list[Sender]) -> None:
    """Files of the months before: most are taken in, two wait, one was refused, one withdrawn."""
    this = by.today.replace(day=1)
    for back in range(_MONTHS, 1, -1):
        month = previous(this, back)
        in_time, late = _then(by, month, 6), _then(by, month, 17)
        take_in(sent(in_time, own, month, rows=9 + back), by=in_time)
        if back != 3:  # one hospital has left out a month, and is late with the next one
            take_in(sent(in_time if back > 3 else late, neighbours[0], month, rows=5 + back), by=late)
        take_in(sent(in_time, neighbours[-1], month, rows=6 + back), by=in_time)
    mistaken = take_in(sent(by, neighbours[1], previous(this, 2), rows=7), by=by)
    withdraw(mistaken, by=by, because=Because.SENT_BY_MISTAKE)
    refused = sent(by, neighbours[1], previous(this, 2), rows=8, bad=5)
    refuse_batch(refused, by=by, because=Because.TOO_MANY_ERRORS)
    sent(by, own, previous(this), rows=14, bad=3)
    sent(by, neighbours[0], previous(this), rows=8)


def sent(by: Actor, sender: Sender, month: date, *, rows: int, bad: int = 0) -> Batch:
    """Send the delivery register of a hospital and month; the first ``bad`` rows are mistyped."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(field.zh for field in _DELIVERY.fields.values())
    for number, births in enumerate(islice(_births(sender, month), rows)):
        wrong = ({"weight": "32500"}, {"mother_id_number": ""}, {"sex": ""})[number % 3]
        row = births | (wrong if number < bad else {})
        lines.writerow(row.get(name, "") for name in _DELIVERY.fields)
    name = f"{_DELIVERY.zh} {month:%Y-%m}.csv"
    period = month, last_day(month)
    arrived = Arrived("delivery", name, Way.COMMAND, LegalBasis.MATERNAL_HEALTH, period, by.today)
    batch, _ = arrive([text.getvalue().encode()], by=by, sender=sender, arrived=arrived)
    return check(batch, by=by)


def _births(sender: Sender, month: date) -> Iterator[Texts]:
    """Births of a hospital, one a day from the first of a month on."""
    number = 0
    while True:
        born = datetime.combine(month + timedelta(days=number % 28), time(number % 24, 5 * number % 60))
        entered = {"facility": sender.code, "facility_name": sender.name[:80]}
        entered["registered_at"] = f"{born + timedelta(hours=6):%Y-%m-%d %H:%M}"
        yield _birth(number, f"{month:%Y-%m}-{number + 1:03}", born, f"{sender.pk:04}{month:%m}") | entered
        number += 1


def _birth(number: int, record: str, born: datetime, whose: str) -> Texts:
    """One invented birth."""
    girl, mother = number % 9 in (1, 3, 6, 8), _MOTHERS[number % len(_MOTHERS)]
    return {
        "record_number": record, "newborn_name": mother + ("之女" if girl else "之子"),
        "sex": "女" if girl else "男", "weight": str(2_800 + 37 * number % 900), "length": "50",
        "birth_time": f"{born:%Y-%m-%d %H:%M}", "outcome": "活产", "gestational_weeks": str(38 + number % 4),
        "plurality": "1", "birth_position": "1", "parity": str(1 + number % 3), "mother_name": mother,
        "mother_id_type": "护照", "mother_id_number": f"E{whose}{number:04}"[:11],
        "mother_birth_date": f"{1990 + number % 9}-03-07", "residence": f"{COUNTY}{1 + number % 4:03}",
    }  # fmt: skip


def _enter(registrar: Actor, own: Sender) -> None:
    """The registrar has entered the births of the last day, and begun one more."""
    now = timezone.localtime(registrar.now)
    typed = [
        _birth(number, f"{now:%Y}-{number + 1:06}", now - timedelta(hours=hours), "90")
        for number, hours in enumerate((*_HOURS, 1))
    ]
    for number, one in enumerate(typed[:-1]):
        texts = one | automatic(registrar, own)
        checked = checked_typed(_DELIVERY, texts, registrar).checked
        submit(texts, checked, by=registrar, sender=own, key=f"{number:032x}", late="")
    begun = {name: text for name, text in typed[-1].items() if not name.startswith("mother")}
    keep_draft(
        by=registrar, area=own.area, department=own.department, token=f"{len(_HOURS):032x}", fields=begun
    )


def _return(registrar: Actor, own: Sender) -> None:
    """Returns of the months before; last month's terminations are begun, its drugs are missing."""
    this = registrar.today.replace(day=1)
    for back in range(_MONTHS, 0, -1):
        month = previous(this, back)
        for name in RETURNS:
            if back == 1 and name == "drug_ledger":
                continue
            of = begin_return(
                by=registrar, sender=own, area=own.area, department=own.department, register=name, month=month
            )
            amounts = dict.fromkeys(cells_of(name), 0) | dict(_amounts(name, back))
            then = _then(registrar, month, 4)
            if back == 1 and name == "termination_return":
                save_return(of, by=then, amounts=amounts, based_on=0)
            else:
                sent = Sent(amounts, f"{of.pk:032x}", 0)
                send_return(of, by=then, sent=sent)


def _amounts(name: str, back: int) -> Mapping[str, int]:
    """Numbers of a month, a little different each month."""
    if name == "termination_return":
        return {
            "terminations|<10|own-decision|medical": 11 + back,
            "terminations|10-13|own-decision|vacuum-aspiration": 4 + back % 2,
        }
    if name == "drug_ledger":
        stock = "ledger_by_entry|mifepristone|"
        return {
            f"{stock}opening": 20,
            f"{stock}in": 12 + back,
            f"{stock}issue": 12 + back,
            f"{stock}closing": 20,
        }
    return _scans(64 + 3 * (back % 4))


def _scans(number: int) -> Mapping[str, int]:
    """So many scans: the tables by indication and by person count the same ones."""
    cells = list(cells_of("ultrasound_log"))
    tables = dict.fromkeys(cell.split("|")[0] for cell in cells)
    firsts = [next(cell for cell in cells if cell.startswith(f"{table}|")) for table in tables]
    return dict.fromkeys(firsts, number)
