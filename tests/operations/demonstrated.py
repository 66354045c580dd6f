"""The demonstration, made as ``make demo`` makes it, its pages opened over HTTP, and the truth beside it."""

import csv
import html
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from evenborn.presentation.numbers import LANGUAGES
from offices import Office, finished

OWN: Final = ("EVENBORN_", "DJANGO_")
MADE: Final = """
import json, sys
from pathlib import Path
from evenborn.cli.demo import made
folder = Path(sys.argv[1])
logins = [(login.username, login.password, login.role) for login in made(folder, 8000)]
from django.db.models import Count
from django.test import Client
from evenborn.apps.births.models import MonthlyReturn
from evenborn.apps.intake.models import Batch
from evenborn.apps.vault.models import Draft
why = "a test counts them"
states = dict(Batch.objects.regardless(why).order_by().values_list("state").annotate(Count("pk")))
states.pop("accepted")
waits = {
    "states": states, "drafts": Draft.objects.regardless(why).count(),
    "returns begun": MonthlyReturn.objects.regardless(why).filter(version=0).count(),
    "births entered": Batch.objects.regardless(why).filter(entry="birth").count(),
}
passwords, pages = {name: password for name, password, _ in logins}, []
clients = {"": Client(HTTP_HOST="127.0.0.1")}
for who, path, language in json.loads(sys.argv[2]):
    if who not in clients:
        clients[who] = Client(HTTP_HOST="127.0.0.1")
        clients[who].post("/access/login/", {"login": who, "password": passwords[who]})
    answer = clients[who].get(path, HTTP_ACCEPT_LANGUAGE=language)
    pages.append((who, path, language, answer.status_code, answer.content.decode()))
(folder / "told.json").write_text(json.dumps({"logins": logins, "waits": waits, "pages": pages}))
"""
SPOKEN: Final = {"en": "en", "zh": "zh-hans"}


@dataclass(frozen=True)
class Demonstration:
    """What was made, and what its pages say."""

    office: Office
    told: dict[str, Any]

    @cached_property
    def truth(self) -> dict[str, Any]:
        """What was planted."""
        found: dict[str, Any] = json.loads((self.office.folder / "city/truth/truth.json").read_text("utf-8"))
        return found

    @cached_property
    def counties(self) -> dict[str, str]:
        """By code of a county, what is true of it: selection, concealment or no excess."""
        sums: dict[str, list[float]] = defaultdict(lambda: [0, 0])
        for row in self.truth["counts"]:
            sums[row["county"]][0] += row["prevented_female_expected"]
            sums[row["county"]][1] += row["concealed_female"]
        return {
            code: "selection" if prevented > 1 else "concealment" if concealed else "no-excess"
            for code, (prevented, concealed) in sums.items()
        }

    @cached_property
    def facilities(self) -> dict[str, str]:
        """Names of facilities by code."""
        table = (self.office.folder / "city/facilities.csv").read_text("utf-8")
        return {row["code"]: row["name_zh"] for row in csv.DictReader(table.splitlines())}

    def page(self, who: str, path: str, language: str = "en") -> str:
        """A page as it was sent."""
        for *asked, status, content in self.told["pages"]:
            if asked == [who, path, SPOKEN[language]]:
                assert status == 200, (asked, status)
                return str(content)
        raise AssertionError(f"{who} did not open {path}")

    def text(self, who: str, path: str, language: str = "en") -> str:
        """What a page says, without marks."""
        words = re.sub(r"<[^>]+>", " ", self.page(who, path, language))
        return re.sub(r"\s+", " ", html.unescape(words))


def section(page: str, name: str) -> str:
    """One section of a page, by its id."""
    return page.split(f'<section id="{name}"')[1].split("</section>", 1)[0]


def demonstrated(folder: Path, visits: list[tuple[str, str]]) -> Demonstration:
    """Make the demonstration, log its people in, and have them open pages in both languages."""
    office = Office(folder, more={"EVENBORN_MODE": "demonstration"})
    nothing_set = {name: text for name, text in office.environment.items() if not name.startswith(OWN)}
    asked = [(who, path, SPOKEN[language]) for who, path in visits for language in LANGUAGES]
    made = finished((str(folder), json.dumps(asked)), nothing_set, MADE)
    assert made.returncode == 0, made.stderr
    return Demonstration(office, json.loads((folder / "told.json").read_text("utf-8")))
