"""What lies on top in the folder of a comparison."""

from datetime import date

import pytest

from evenborn.comparison.commission import Commission
from evenborn.comparison.repeating import Repeated
from evenborn.comparison.run_record import RegisterRecord, RunRecord
from evenborn.presentation.compared import repeated_sentence, to_words
from evenborn.presentation.numbers import LANGUAGES, Language
from evenborn.presentation.run_folder import run_files
from evenborn.presentation.run_readme import run_readme

REGISTERS = tuple(
    RegisterRecord(name, f"{name}.csv", name, 9, "", None, None) for name in ("delivery", "household")
)
RECORD = RunRecord(
    "20250101-ab", Commission("correcting-registers", "<b>|law", date(2025, 1, 1)), "en", {}, {}, REGISTERS,
    ({"left": "delivery", "right": "household"},),
)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_has_somebody_to_go_to(language: Language) -> None:
    files = run_files(RECORD)
    text = run_readme(RECORD, files, language)
    for name, to in files.items():
        assert f"| `{name}` | {to_words(to, language)} |" in text
    assert [to for name, to in files.items() if name.startswith("differences")] == ["delivery", "household"]
    assert "<b>" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_repeat_that_differs_is_told_from_one_that_agrees(language: Language) -> None:
    cases = [
        Repeated("delivery", "household", same, largest)
        for same, largest in ((True, 0.0), (True, 1e-3), (False, float("nan")))
    ]
    assert [one.agrees for one in cases] == [True, False, False]
    assert len({repeated_sentence(one, "run", language) for one in cases}) == 3
