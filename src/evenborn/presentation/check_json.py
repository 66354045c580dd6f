"""A check as plain data with stable English keys; docs/commands.md describes them."""

from typing import Any

from evenborn.presentation.check_report import CheckReport
from evenborn.registers.check_summary import CheckSummary
from evenborn.registers.issues import Issue


def check_as_json(report: CheckReport) -> dict[str, Any]:
    """The check as plain data."""
    return {
        "schema": "evenborn.check/1",
        **_file(report.summary),
        "rows": report.summary.rows,
        "accepted": report.summary.accepted,
        "rejected": report.summary.rejected,
        "warned": report.summary.warned,
        "rules": [
            {
                "rule": one.rule,
                "field": one.field or None,
                "severity": one.severity,
                "rows": one.rows,
                "first_row": one.first,
            }
            for one in report.summary.counts
        ],
        "issues": [_issue(issue) for issue in report.issues],
        "months": [
            {
                "facility": one.facility,
                "month": f"{one.month:%Y-%m}",
                "received": one.received,
                "expected": one.expected,
            }
            for one in report.months
        ],
    }


def _file(summary: CheckSummary) -> dict[str, Any]:
    mapped = summary.mapped
    return {
        "file": summary.file,
        "sha256": summary.sha256,
        "format": summary.format,
        "encoding": summary.encoding,
        "sheet": summary.sheet,
        "register": summary.register,
        "header_row": mapped.header.row,
        "columns": {
            name: {"header": mapped.header.name_of(place), "how": mapped.how[name]}
            for name, place in mapped.header.columns.items()
        },
        "unused_headers": list(mapped.unused),
        "absent_fields": list(mapped.absent),
    }


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "row": issue.row,
        "field": issue.field or None,
        "rule": issue.rule,
        "severity": issue.severity,
        "value": issue.value,
        "other_row": issue.other,
    }
