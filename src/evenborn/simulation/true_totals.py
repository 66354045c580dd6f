"""What adds up while the years pass: births by facility and month, true counts, the size of anomalies."""

import csv
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from evenborn.simulation.city import CityYear
from evenborn.simulation.drug_ledgers import balances
from evenborn.simulation.facilities import city_facilities
from evenborn.simulation.facility_records import FacilityRecords
from evenborn.simulation.text_columns import equals, texts_at
from evenborn.simulation.truth_files import json_file

_SIZES = {
    "births-ratio": ("male", "female"),
    "scans-without-indication": ("scans", "without_indication"),
    "drug-units-missing": ("units_received", "units_missing"),
}


class TrueTotals:
    """Totals of a world that is being written.

    Parameters
    ----------
    folder : pathlib.Path
        Of the truth.
    stack : contextlib.ExitStack
        Closes the file of expected births.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        stream = stack.enter_context((folder / "expected.csv").open("w", encoding="utf-8", newline=""))
        self._expected = csv.writer(stream, lineterminator="\n")
        self._expected.writerow(["facility", "month", "births"])
        self._counts: list[dict[str, Any]] = []
        self._anomalies: dict[str, dict[str, Any]] = {}

    def add(self, lived: CityYear, logs: FacilityRecords) -> None:
        """Take in one city-year with the ultrasound logs of its facilities."""
        self._counts += lived.truth.to_pylist()
        self._write_expected(lived)
        for row in city_facilities(lived.parameters).to_pylist():
            if row["anomaly"]:
                entry = {"facility": row["code"], "anomaly": row["anomaly"]}
                entry |= dict.fromkeys(_SIZES[row["anomaly"]], 0)
                sizes = _sizes(row["anomaly"], row["code"], lived, logs)
                total = self._anomalies.setdefault(row["code"], entry)
                for name, size in zip(_SIZES[row["anomaly"]], sizes, strict=True):
                    total[name] += int(size)

    def _write_expected(self, lived: CityYear) -> None:
        """Newborns of every facility by month: what a complete delivery register would hold."""
        born = lived.births.filter(pc.invert(lived.births["concealed"]))
        codes = born["facility"].dictionary_encode()
        month = np.asarray(born["birth_time"]).astype("datetime64[M]").astype(np.int64) % 12
        cells = np.asarray(codes.indices).astype(np.int64) * 12 + month
        counts = np.bincount(cells, minlength=len(codes.dictionary) * 12).reshape(-1, 12)
        for code, of_month in sorted(zip(codes.dictionary.to_pylist(), counts.tolist(), strict=True)):
            for position, births in enumerate(of_month, start=1):
                self._expected.writerow([code, f"{lived.year}-{position:02}", births])

    def finish(self) -> None:
        """Write what has been added up."""
        content = {"counts": self._counts, "anomalies": list(self._anomalies.values())}
        json_file(self._folder / "truth.json", content)


def _sizes(anomaly: str, code: str, lived: CityYear, logs: FacilityRecords) -> tuple[int, int]:
    if anomaly == "births-ratio":
        alive = (pc.field("facility") == code) & (pc.field("outcome") != "stillbirth")
        sexes = lived.births.filter(alive)["sex"].to_pylist()
        return sexes.count("male"), sexes.count("female")
    if anomaly == "scans-without-indication":
        indications = texts_at(
            logs.columns["indication"], np.flatnonzero(equals(logs.columns["facility"], code))
        )
        return len(indications), indications.count(None)
    held = balances(lived.parameters, lived.year)
    own = held.facility == city_facilities(lived.parameters)["code"].to_pylist().index(code)
    return held.received[own].sum(), held.missing[own].sum()
