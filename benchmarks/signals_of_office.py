"""Do signals made of an office's coarse tables find the planted facilities, and how many others do they name?

Usage: python benchmarks/signals_of_office.py [--seeds 20]

Each seed is a simulated city of three years with three anomalies, registers without slips of the pen. Ours:
tables as facilities send them (at least ten in each combination), births as sums of facilities. Beside it, in
the same run: `evenborn signals` on the registers themselves, and births of the table of at least ten alone,
which is why births are counted while that table is made.
"""

import argparse
import collections
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from signals_planted import _typed

from evenborn.apps.signalling import counting
from evenborn.apps.signalling.counting import Row, months_of
from evenborn.registers.coarsening import Coarsening
from evenborn.registers.definition import register
from evenborn.signals import FacilityCounts, Signals, facility_signals
from evenborn.signals.births_ratio import births_ratios
from evenborn.signals.counts import BirthCounts
from evenborn.signals.tallying import tallied
from evenborn.simulation.births import births
from evenborn.simulation.devices import city_devices
from evenborn.simulation.drug_ledgers import drug_ledger
from evenborn.simulation.drugs import drug_issues
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.scans import scans
from evenborn.simulation.termination_returns import termination_return

TABLES = {
    "ultrasound_log": "scans_by_indication",
    "device": "devices",
    "drug_ledger": "ledger_by_entry",
    "drug_issue": "issues_by_drug",
    "termination_return": "terminations",
}
ORDERS = {"1": 1, "2": 2, "3+": 3}
LIVE = ("live", "early-neonatal-death", "all")


def registers(parameters: CityParameters) -> dict[str, list[pa.RecordBatch]]:
    """Records of a city as the check hands them on."""
    years = parameters.calendar_years
    born = pa.Table.from_batches(births(parameters))
    return {
        "delivery": born.filter(pc.is_valid(born["facility"])).combine_chunks().to_batches(),
        "ultrasound_log": _typed([scans(parameters, year) for year in years]),
        "device": _typed([city_devices(parameters).records]),
        "drug_ledger": _typed([drug_ledger(parameters, year) for year in years]),
        "drug_issue": _typed([drug_issues(parameters, year) for year in years]),
        "termination_return": _typed([termination_return(parameters, year) for year in years]),
    }


def table_of(name: str, table: str, batches: list[pa.RecordBatch]) -> list[dict[str, object]]:
    """One coarse table of a register."""
    definition = register(name)
    coarsening = Coarsening(replace(definition, tables={table: definition.tables[table]}))
    for batch in batches:
        coarsening.add(batch)
    return coarsening.finish().tables[table].to_pylist()  # type: ignore[no-any-return]


def rows_of(name: str, table: str, batches: list[pa.RecordBatch]) -> Iterator[Row]:
    """Rows of a table as the office keeps them."""
    for told in table_of(name, table, batches):
        amount = told.pop("count", None) or told.pop("quantity", 0)
        facility, period = str(told.pop("facility")), str(told.pop("period", ""))
        yield Row(facility, period, {key: str(value) for key, value in told.items()}, int(str(amount)))


def births_of_table(batches: list[pa.RecordBatch]) -> BirthCounts:
    """Births as the table of at least ten tells them; what is pooled over all months is at the first."""
    told = [one for one in table_of("delivery", "births_by_facility", batches) if one["outcome"] in LIVE]
    spans = [months_of(str(one["period"])) for one in told]
    first = min(span[0] for span in spans if span)
    return BirthCounts(
        np.array([one["facility"] for one in told], dtype=np.str_),
        np.array([span[0] if span else first for span in spans], dtype="datetime64[M]"),
        np.array([ORDERS.get(str(one["order"]), 0) for one in told]),
        np.array([one["residence"] for one in told], dtype=np.str_),
        np.array([one["male"] for one in told], dtype=np.int64),
        np.array([one["female"] for one in told], dtype=np.int64),
    )


def of_office(records: dict[str, list[pa.RecordBatch]], born: BirthCounts) -> Signals:
    """Signals of the coarse tables."""
    rows = {name: list(rows_of(name, table, records[name])) for name, table in TABLES.items()}
    counts = FacilityCounts(
        scans=counting.scan_counts(rows["ultrasound_log"]),
        devices=counting.devices(rows["device"]),
        ledger=counting.ledger_entries(rows["drug_ledger"]),
        issues=counting.drug_issues(rows["drug_issue"]),
        terminations=counting.terminations(rows["termination_return"]),
    )
    return facility_signals(counts, further=births_ratios(born))


def of_registers(records: dict[str, list[pa.RecordBatch]]) -> Signals:
    """Signals of the registers themselves."""
    return facility_signals(
        FacilityCounts(
            births=tallied("delivery", records["delivery"]),  # type: ignore[arg-type]
            scans=tallied("ultrasound_log", records["ultrasound_log"]),  # type: ignore[arg-type]
            devices=tallied("device", records["device"]),  # type: ignore[arg-type]
            ledger=tallied("drug_ledger", records["drug_ledger"]),  # type: ignore[arg-type]
            issues=tallied("drug_issue", records["drug_issue"]),  # type: ignore[arg-type]
            terminations=tallied("termination_return", records["termination_return"]),  # type: ignore[arg-type]
        )
    )


def main() -> None:
    """Print how many planted facilities each way lists, and how many others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    seeds, began = parser.parse_args().seeds, time.perf_counter()
    listed: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    false: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for seed in range(1, seeds + 1):
        parameters = CityParameters(seed=seed)
        records = registers(parameters)
        table = city_facilities(parameters)
        told = zip(table["code"].to_pylist(), table["anomaly"].to_pylist(), strict=True)
        planted = {code: name for code, name in told if name}
        sums = tallied("delivery", records["delivery"])
        assert isinstance(sums, BirthCounts)
        for way, found in (
            ("office", of_office(records, sums)),
            ("registers", of_registers(records)),
            ("births of the table", of_office(records, births_of_table(records["delivery"]))),
        ):
            facilities = {one.evidence.facility for one in found.signals}
            listed[way].update(name for code, name in planted.items() if code in facilities)
            false[way].update(
                one.evidence.kind for one in found.signals if one.evidence.facility not in planted
            )
    print(f"{seeds} cities with three planted facilities each, {time.perf_counter() - began:.0f} s")
    print(f"{'signals of':22}{'births':>8}{'scans':>8}{'drugs':>8}{'others a city':>16}")
    for way, counter in listed.items():
        hit = [counter[name] for name in ("births-ratio", "scans-without-indication", "drug-units-missing")]
        others = sum(false[way].values()) / seeds
        print(
            f"{way:22}" + "".join(f"{one:>5}/{seeds}" for one in hit) + f"{others:>16.2f}  {dict(false[way])}"
        )


if __name__ == "__main__":
    main()
