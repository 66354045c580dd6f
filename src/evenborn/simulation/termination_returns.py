"""How many terminations do facilities return each month, in which weeks, for which class of reason, how?

Counts only, drawn as counts: no termination of anybody is simulated.
"""

from typing import Final

import numpy as np

from evenborn.simulation.facility_records import FacilityRecords, facility_work, shares
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.staff import facility_codes
from evenborn.simulation.streams import stream
from evenborn.simulation.text_columns import chosen, joined, whole_numbers

CELLS: Final[tuple[tuple[str, str, str, float], ...]] = (
    ("<10", "own-decision", "vacuum-aspiration", 0.085),
    ("<10", "own-decision", "medical", 0.060),
    ("<10", "fetal-death", "vacuum-aspiration", 0.022),
    ("<10", "fetal-death", "medical", 0.008),
    ("<10", "miscarriage", "vacuum-aspiration", 0.018),
    ("<10", "maternal-condition", "vacuum-aspiration", 0.004),
    ("<10", "other", "medical", 0.003),
    ("10-13", "own-decision", "dilatation-evacuation", 0.011),
    ("10-13", "fetal-death", "dilatation-evacuation", 0.005),
    ("10-13", "fetal-condition", "dilatation-evacuation", 0.002),
    ("10-13", "maternal-condition", "drug-induction", 0.001),
    ("14-27", "fetal-condition", "intra-amniotic", 0.0030),
    ("14-27", "fetal-condition", "drug-induction", 0.0015),
    ("14-27", "fetal-death", "drug-induction", 0.0015),
    ("14-27", "maternal-condition", "drug-induction", 0.0010),
    ("14-27", "own-decision", "intra-amniotic", 0.0015),
    ("14-27", "other", "intra-amniotic", 0.0003),
    ("28+", "fetal-death", "intra-amniotic", 0.0004),
    ("28+", "fetal-condition", "intra-amniotic", 0.0002),
)
"""Week band, class of reason, method, and how many for each birth of the city: .2 in all under ten weeks."""


def termination_return(parameters: CityParameters, year: int) -> FacilityRecords:
    """The monthly returns of all hospitals of a city for one year.

    Parameters
    ----------
    parameters : CityParameters
        The city.
    year : int
        Calendar year.

    Returns
    -------
    FacilityRecords
        One row for each facility, month, week band, class of reason and method of which there were any.

    Examples
    --------
    >>> list(termination_return(CityParameters(seed=1), 2023).columns)
    ['facility', 'month', 'week_band', 'reason_class', 'method', 'count']
    """
    rng = stream(parameters.seed, "terminations", parameters.number, year)
    work = facility_work(parameters)
    part = shares(work.weight, work.hospital & work.drugs)
    rates = np.array([rate for *_, rate in CELLS])
    expected = parameters.births_a_year / 12 * part[:, None, None] * rates
    counts = rng.poisson(expected, (len(part), 12, len(rates)))
    facility, month, cell = np.nonzero(counts)
    columns = {
        "facility": facility_codes(parameters, facility),
        "month": joined(whole_numbers(np.full(len(month), year)), "-", whole_numbers(month + 1, 2)),
        "week_band": chosen([band for band, *_ in CELLS], cell),
        "reason_class": chosen([reason for _, reason, _, _ in CELLS], cell),
        "method": chosen([method for _, _, method, _ in CELLS], cell),
        "count": whole_numbers(counts[facility, month, cell]),
    }
    return FacilityRecords("termination_return", columns)
