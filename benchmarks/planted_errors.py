"""Is each planted error found by the rule that it breaks, and no right row refused? Precision and recall.

    .venv/bin/python benchmarks/planted_errors.py [--births 14400] [--years 3] [--seed 244]

Makes a city, checks the file of every office, and holds each (row, rule) that was found against the truth,
which the simulation decided from the kind of each error and never by asking the checker. Rules that only
point something out (late registration, unusual weights) are shown beside and are no errors.
"""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

from evenborn.registers.check import CheckOptions, checking
from evenborn.registers.codes.area_files import load_area_table, shipped_areas
from evenborn.registers.definition import register
from evenborn.simulation.departments import sent_on
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.world_files import write_city

Pair = tuple[int, str]


def planted(folder: Path) -> tuple[dict[str, set[Pair]], Counter[tuple[str, str]]]:
    """(row, rule) by file, and how many errors of each register and kind no rule can find."""
    by_file: dict[str, set[Pair]] = {}
    hidden: Counter[tuple[str, str]] = Counter()
    columns = ["register", "file", "row", "kind", "rules"]
    for one in pq.read_table(folder / "truth" / "errors.parquet", columns=columns).to_pylist():
        pairs = by_file.setdefault(one["file"], set())
        pairs.update((one["row"], rule) for rule in one["rules"] or ())
        if not one["rules"]:
            hidden[one["register"], one["kind"]] += 1
    return by_file, hidden


def found(path: Path, name: str, options: CheckOptions) -> tuple[int, set[Pair], set[Pair]]:
    """Rows of a file, and (row, rule) of what rejects and of what is only pointed out."""
    with checking(path, register(name), options) as checked:
        issues = checked.all_issues().to_pylist()
        pairs = {severity: {(i["row"], i["rule"]) for i in issues if i["severity"] == severity}
                 for severity in ("reject", "warn")}  # fmt: skip
        return checked.summary.rows, pairs["reject"], pairs["warn"]


def share(part: int, whole: int) -> str:
    """A share with five decimals; a dash where there is nothing to have a share of."""
    return f"{part / whole:.5f}" if whole else "–"


def main() -> None:
    """Make, check, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--births", type=int, default=14_400)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--seed", type=int, default=244)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        city = Path(name) / "city"
        write_city(CityParameters(seed=asked.seed, births_a_year=asked.births, years=asked.years), city)
        report(city)


def report(city: Path) -> None:
    """Print one line a file, then what no rule finds, then what was found wrongly or missed."""
    truth, hidden = planted(city)
    areas = shipped_areas().merge(load_area_table(city / "areas.csv"))
    options = CheckOptions(on=sent_on(last_year(city)), areas=areas)
    totals: Counter[str] = Counter()
    wrong: Counter[tuple[str, str, str]] = Counter()
    print(
        f"{'file':28}{'rows':>10}{'found':>9}{'right':>9}{'planted':>9}"
        f"{'precision':>11}{'recall':>9}{'pointed out':>13}"
    )
    for path in sorted(city.iterdir()):
        if path.name not in truth and path.stem.split("-")[0] not in OFFICES:
            continue
        rows, rejected, warned = found(path, path.stem.split("-")[0], options)
        expected = truth.get(path.name, set())
        right, must = rejected & expected, expected
        seen = expected & (rejected | warned)
        totals.update(found=len(rejected), right=len(right), planted=len(must), seen=len(seen))
        precision, recall = share(len(right), len(rejected)), share(len(seen), len(must))
        print(
            f"{path.name:28}{rows:10,}{len(rejected):9,}{len(right):9,}{len(must):9,}"
            f"{precision:>11}{recall:>9}{len(warned):13,}"
        )
        wrong.update((path.name, "found wrongly", rule) for _, rule in rejected - expected)
        wrong.update((path.name, "missed", rule) for _, rule in must - seen)
    precision, recall = totals["right"] / totals["found"], totals["seen"] / totals["planted"]
    print(f"all files: precision {precision:.5f}, recall {recall:.5f}")
    for key, number in sorted(wrong.items()):
        print("  ", *key, number)
    print("No rule can find (the record alone does not show it):")
    for (office, kind), number in sorted(hidden.items()):
        print(f"   {office:20}{kind:28}{number:8,}")


def last_year(city: Path) -> int:
    """The last year whose births the city's files hold."""
    return max(pq.read_table(city / "truth" / "births.parquet", columns=["year"])["year"].to_pylist())


OFFICES = frozenset(
    {
        "delivery",
        "household",
        "birth_certificate",
        "immunisation",
        "child_benefit",
        "ultrasound_log",
        "drug_issue",
        "drug_ledger",
        "device",
        "termination_return",
    }
)

if __name__ == "__main__":
    main()
