"""Do signals find the planted facilities of simulated cities, and how often do they name others?

Usage: python benchmarks/signals_planted.py [--seeds 50]

Each seed is a city of some 60 facilities and three years. It is assessed as it is, with three anomalies, and
once more as if nothing were planted: the anomalous facilities left out. Printed are the ranks of the three,
false signals by kind, and how P is spread where nothing is wrong (deciles should hold a tenth each, or less
at the low end, where P is conservative).
"""

import argparse
import collections
import time
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenborn.signals import FacilityCounts, facility_signals
from evenborn.signals.tallying import tallied
from evenborn.simulation.births import births
from evenborn.simulation.devices import city_devices
from evenborn.simulation.drug_ledgers import drug_ledger
from evenborn.simulation.drugs import drug_issues
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.facility_records import FacilityRecords
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.scans import scans
from evenborn.simulation.termination_returns import termination_return

_DAYS = ("scan_date", "issue_date", "state_date")


def _typed(records: list[FacilityRecords]) -> list[pa.RecordBatch]:
    """Canonical texts as a check hands them on: days, months and numbers typed, blanks null."""
    table = pa.concat_tables([pa.table(one.columns) for one in records])
    columns: dict[str, Any] = {}
    for name in table.column_names:
        column = table[name].combine_chunks()
        column = pc.if_else(pc.equal(column, ""), None, column)
        if name in _DAYS:
            column = pc.cast(column, pa.date32())
        elif name == "month":
            column = pc.cast(pc.binary_join_element_wise(column, "01", "-"), pa.date32())
        elif name in ("quantity", "count"):
            column = pc.cast(column, pa.int64())
        columns[name] = column
    return pa.table(columns).combine_chunks().to_batches()


def counts_of(parameters: CityParameters) -> FacilityCounts:
    """Counts of a city whose registers hold no slips of the pen."""
    years = parameters.calendar_years
    born = pa.Table.from_batches(births(parameters))
    born = born.filter(pc.is_valid(born["facility"]))
    return FacilityCounts(
        births=tallied("delivery", born.to_batches()),
        scans=tallied("ultrasound_log", _typed([scans(parameters, year) for year in years])),
        devices=tallied("device", _typed([city_devices(parameters).records])),
        ledger=tallied("drug_ledger", _typed([drug_ledger(parameters, year) for year in years])),
        issues=tallied("drug_issue", _typed([drug_issues(parameters, year) for year in years])),
        terminations=tallied(
            "termination_return", _typed([termination_return(parameters, year) for year in years])
        ),
    )


def without(counts: FacilityCounts, left_out: set[str]) -> FacilityCounts:
    """Counts of the other facilities."""
    parts: dict[str, Any] = {}
    for one in fields(counts):
        part = getattr(counts, one.name)
        if part is None or one.name == "names":
            continue
        kept = ~np.isin(part.facility, list(left_out))
        parts[one.name] = type(part)(**{own.name: getattr(part, own.name)[kept] for own in fields(part)})
    return replace(counts, **parts)


def main() -> None:
    """Print ranks, false signals and the spread of P."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", type=int, default=50)
    seeds = parser.parse_args().seeds
    ranks: dict[str, list[int]] = collections.defaultdict(list)
    false: collections.Counter[str] = collections.Counter()
    clean: collections.Counter[str] = collections.Counter()
    spread: dict[str, list[float]] = collections.defaultdict(list)
    facilities, began = 0, time.perf_counter()
    for seed in range(1, seeds + 1):
        parameters = CityParameters(seed=seed)
        counts = counts_of(parameters)
        table = city_facilities(parameters)
        planted = {
            code: name
            for code, name in zip(table["code"].to_pylist(), table["anomaly"].to_pylist(), strict=True)
            if name
        }
        found = facility_signals(counts)
        facilities += len(found.facilities)
        for code, name in planted.items():
            ranks[name].append(found.facilities.index(code) + 1)
        false.update(one.evidence.kind for one in found.signals if one.evidence.facility not in planted)
        quiet = facility_signals(without(counts, set(planted)))
        clean.update(one.evidence.kind for one in quiet.signals)
        for one in quiet.tested:
            spread[one.kind].append(one.p_value)
    print(f"{seeds} cities, {facilities / seeds:.0f} facilities each, {time.perf_counter() - began:.0f} s")
    within = np.all([np.array(found) <= 10 for found in ranks.values()], axis=0)
    print(f"all three planted facilities in the first ten ranks: {within.mean():.1%} of cities")
    for name, places in ranks.items():
        print(f"  {name}: median rank {np.median(places):.0f}, worst {max(places)}")
    print(f"false signals beside the planted ones: {sum(false.values()) / seeds:.2f} a city  {dict(false)}")
    print(f"false signals in cities without any: {sum(clean.values()) / seeds:.2f} a city  {dict(clean)}")
    print("\nP where nothing is wrong: share at or below")
    levels = (0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75)
    print(f"{'kind':28}{'tests':>7}" + "".join(f"{level:>8}" for level in levels))
    for kind, values in spread.items():
        shares = [float((np.array(values) <= level).mean()) for level in levels]
        print(f"{kind:28}{len(values):>7}" + "".join(f"{share:>8.4f}" for share in shares))


if __name__ == "__main__":
    main()
