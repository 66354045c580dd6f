"""Where does a family live when later registers see it? Some have moved since the birth."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from evenborn.simulation.areas import city_areas
from evenborn.simulation.identity_numbers import Texts, text_array
from evenborn.simulation.odds import odds
from evenborn.simulation.parameters import CityParameters
from evenborn.simulation.streams import uniforms


def later_residence(
    parameters: CityParameters, deliveries: npt.ArrayLike, residence: Texts
) -> pa.StringArray:
    """Township of residence after the birth: for a stated share another one of the same city.

    Parameters
    ----------
    parameters : CityParameters
        The city that the births belong to, with the share ``moved_later``.
    deliveries : array_like of int64
        Numbers of the deliveries; twins move together.
    residence : array_like of str
        Codes of the townships at birth.

    Returns
    -------
    pyarrow.StringArray

    Examples
    --------
    >>> at_birth = ["990101001"] * 1000
    >>> later = later_residence(CityParameters(seed=1), np.arange(1000), at_birth).to_pylist()
    >>> 50 < sum(code != "990101001" for code in later) < 110
    True
    """
    areas = city_areas(parameters)
    townships = pa.array(areas.codes("township"), pa.string())
    numbers = np.asarray(deliveries, dtype=np.int64)
    before = text_array(residence).dictionary_encode()
    positions = {code: position for position, code in enumerate(townships.to_pylist())}
    at = np.array([positions[code] for code in before.dictionary.to_pylist()])[np.asarray(before.indices)]
    by_weight = odds(areas.column("population_weight", "township"))
    target = by_weight.draw(uniforms(parameters.seed, "moved-to", numbers))
    target = np.where(target == at, (target + 1) % len(townships), target)
    moved = uniforms(parameters.seed, "moved", numbers) < parameters.moved_later
    return townships.take(pa.array(np.where(moved, target, at), pa.int64()))
