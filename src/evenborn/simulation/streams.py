"""Where does chance come from? One named stream for each purpose, city and year, all from one seed."""

import hashlib

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Uniforms = npt.NDArray[np.float64]

_ODD = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def stream(seed: int, name: str, *numbers: int) -> np.random.Generator:
    """Counter-based generator of one purpose, so that no stream depends on what another has drawn.

    Parameters
    ----------
    seed : int
        Seed of the world.
    name : str
        Purpose, such as ``"births"``.
    *numbers : int
        Which one of that purpose: city, year.

    Returns
    -------
    numpy.random.Generator
        Philox, keyed by SHA-256 of all of them.

    References
    ----------
    Salmon JK, Moraes MA, Dror RO, Shaw DE (2011). Parallel random numbers: as easy as 1, 2, 3. SC '11.

    Examples
    --------
    >>> one, again = stream(7, "births", 0, 2023), stream(7, "births", 0, 2023)
    >>> bool((one.random(5) == again.random(5)).all())
    True
    >>> bool(stream(7, "births", 0, 2024).random() == stream(7, "births", 0, 2023).random())
    False
    """
    return np.random.Generator(np.random.Philox(key=_key(seed, name, *numbers)))


def uniforms(seed: int, name: str, numbers: Numbers) -> Uniforms:
    """One number in [0, 1) for each person or birth: the same one whenever and beside whomever it is asked.

    Parameters
    ----------
    seed : int
        Seed of the world.
    name : str
        Purpose, such as ``"surname"``.
    numbers : ndarray of int64
        Numbers of the persons or births.

    Returns
    -------
    ndarray of float64
        The mixed 64 bits of each number (splitmix64), keyed by seed and purpose.

    References
    ----------
    Steele GL, Lea D, Flood CH (2014). Fast splittable pseudorandom number generators. OOPSLA '14.

    Examples
    --------
    >>> together = uniforms(7, "surname", np.array([11, 12, 13]))
    >>> bool(uniforms(7, "surname", np.array([12]))[0] == together[1])
    True
    """
    with np.errstate(over="ignore"):
        mixed = numbers.astype(np.uint64) * _ODD + np.uint64(_key(seed, name) & 0xFFFF_FFFF_FFFF_FFFF)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _key(seed: int, name: str, *numbers: int) -> int:
    text = "/".join([str(seed), name, *(str(number) for number in numbers)])
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:16], "big")
