"""When a number is too small to show, and what must be withheld with it so that it stays unknown.

One rule for the office and for publication. ``rules`` holds the thresholds; ``publish`` turns counts
into a table that may be shown; ``attack`` tries to recover what such tables withhold.

==========================================  =====================================================
question                                    file
==========================================  =====================================================
how small is too small?                     ``rules``
which numbers does a table publish?         ``design`` (cells, totals, windows)
what do published numbers say?              ``statements``, ``rounding``, ``overlap`` (of issues)
can a reader work out what is withheld?     ``attack``, with ``narrowing``, ``blocks``, ``programme``
                                            and ``search``
what is withheld?                           ``suppression`` (patterns), ``unsaying``
how do the two come together?               ``protection``, ``publication``
what does a reader see?                     ``published``
==========================================  =====================================================
"""

from evenborn.sexratio.disclosure.attack import Attack, Recovered, attack
from evenborn.sexratio.disclosure.protection import CannotProtectError
from evenborn.sexratio.disclosure.publication import publish, publish_counts
from evenborn.sexratio.disclosure.published import CountPublication, Part, Publication
from evenborn.sexratio.disclosure.rules import (
    SMALLEST_COUNT,
    SMALLEST_FACILITY_COUNT,
    SMALLEST_OFFICE_RATIO,
    SMALLEST_PUBLIC_RATIO,
    Audience,
    Kind,
    Thresholds,
    reliability,
    thresholds,
)
from evenborn.sexratio.disclosure.statements import WITHHELD, Issue, Revisions

__all__ = [
    "SMALLEST_COUNT",
    "SMALLEST_FACILITY_COUNT",
    "SMALLEST_OFFICE_RATIO",
    "SMALLEST_PUBLIC_RATIO",
    "WITHHELD",
    "Attack",
    "Audience",
    "CannotProtectError",
    "CountPublication",
    "Issue",
    "Kind",
    "Part",
    "Publication",
    "Recovered",
    "Revisions",
    "Thresholds",
    "attack",
    "publish",
    "publish_counts",
    "reliability",
    "thresholds",
]
