"""Graph matching: two encodings of much the same births, under different keys, are laid over each other.

Seeds are births whose places in the graph of similarities are alike; what the seeds say of the columns of
the encodings (a rotation of Bloom filters, a translation of tokens) brings the others, round after round.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Matrix = NDArray[np.float32]
Places = NDArray[np.int64]
Bits = "Matrix | sparse.csr_matrix"

ROUNDS: Final = 10
_CHUNK: Final = 1_000
_DIMENSIONS: Final = 200
_NEAR: Final = 10


@dataclass(frozen=True)
class Matched:
    """For each encoded birth the attacker's best guess, and which guesses he would claim."""

    guess: Places
    claimed: NDArray[np.bool_]


def _unit(matrix: Matrix) -> Matrix:
    return matrix / np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)


def embedded(bits: "Matrix | sparse.csr_matrix", dimensions: int = _DIMENSIONS) -> Matrix:
    """Principal components; those of tokens weighted by how rare they are."""
    if sparse.issparse(bits):
        often = np.asarray(bits.sum(axis=0)).ravel()
        weighted = bits @ sparse.diags(np.sqrt(np.log(bits.shape[0] / often + 1)).astype(np.float32))
        left, values, _ = sparse.linalg.svds(weighted[:, often > 2], k=dimensions, random_state=0)
        return (left * values).astype(np.float32)[:, ::-1]
    centred = bits - bits.mean(axis=0)
    held = np.random.default_rng(0).standard_normal((centred.shape[1], dimensions + 50)).astype(np.float32)
    for _ in range(6):
        held, _ = np.linalg.qr(centred.T @ (centred @ held))
    left, values, _ = np.linalg.svd(centred @ held, full_matrices=False)
    return (left * values)[:, :dimensions]


def features(bits: "Matrix | sparse.csr_matrix") -> Matrix:
    """Of each birth: how similar the nearest, the second, the fourth … are; the same of these; its size."""
    frame = embedded(bits)
    unit = _unit(frame if sparse.issparse(bits) else bits - bits.mean(axis=0))
    ranks = np.geomspace(1, len(unit) - 1, 40).astype(int)
    profile, around = [], []
    for start in range(0, len(unit), _CHUNK):
        likeness = unit[start : start + _CHUNK] @ unit.T
        profile.append(-np.partition(-likeness, ranks, axis=1)[:, ranks])
        around.append(np.argpartition(-likeness, 2 * _NEAR, axis=1)[:, : 2 * _NEAR])
    whole = np.vstack(profile)
    leading = frame[:, :40] / np.abs(frame[:, :40]).mean(axis=0)
    sizes = np.asarray(bits.sum(axis=1)).reshape(-1, 1)
    found = np.hstack([whole, sizes, leading * np.sign((leading**3).mean(axis=0))])
    if sparse.issparse(bits):
        found = np.hstack([found, _frequencies(bits)])
    found = np.hstack([found, found[np.vstack(around)].mean(axis=1)])
    return ((found - found.mean(axis=0)) / (found.std(axis=0) + 1e-9)).astype(np.float32)


def steadied(one: Matrix, other: Matrix) -> Matrix:
    """What to multiply features by, so that what changes with the key weighs little.

    Parameters
    ----------
    one, other : ndarray
        Features of the same births, row by row, in two encodings that the attacker made himself.
    """
    apart = (one - other).astype(np.float64)
    noise = apart.T @ apart / len(apart)
    values, vectors = np.linalg.eigh(noise + 1e-3 * np.eye(len(noise)))
    return (vectors / np.sqrt(values)).astype(np.float32)


def _frequencies(tokens: "sparse.csr_matrix") -> Matrix:
    """How frequent the tokens of a birth are, the most frequent first."""
    often = np.asarray(tokens.sum(axis=0)).ravel() / tokens.shape[0]
    width = int(np.diff(tokens.indptr).max())
    found = np.zeros((tokens.shape[0], width), np.float32)
    for row in range(tokens.shape[0]):
        shares = np.sort(often[tokens.indices[tokens.indptr[row] : tokens.indptr[row + 1]]])[::-1]
        found[row, : len(shares)] = np.log(shares)
    return found


def nearest(one: Matrix, other: Matrix) -> tuple[Places, NDArray[np.bool_]]:
    """Nearest in ``other`` by cosine less the usual nearness of either, and whether each is the other's."""
    crowd = _crowding(other, one)
    guess = np.empty(len(one), np.int64)
    best, best_of = np.full(len(other), -np.inf), np.zeros(len(other), np.int64)
    for start in range(0, len(one), _CHUNK):
        score = 2 * (one[start : start + _CHUNK] @ other.T) - crowd
        score -= -np.partition(-score, _NEAR, axis=1)[:, :_NEAR].mean(axis=1, keepdims=True)
        guess[start : start + len(score)] = score.argmax(axis=1)
        highest = score.max(axis=0)
        better = highest > best
        best_of[better], best[better] = score.argmax(axis=0)[better] + start, highest[better]
    return guess, best_of[guess] == np.arange(len(one))


def _crowding(one: Matrix, other: Matrix) -> NDArray[np.float32]:
    parts = [
        -np.partition(-(one[start : start + _CHUNK] @ other.T), _NEAR, axis=1)[:, :_NEAR].mean(axis=1)
        for start in range(0, len(one), _CHUNK)
    ]
    return np.concatenate(parts)


def rotated(one: Matrix, other: Matrix, seeds: Places, partners: Places) -> Matrix:
    """``one`` turned so that its seeds lie on their partners (orthogonal Procrustes)."""
    left, _, right = np.linalg.svd(one[seeds].T @ other[partners])
    return one @ (left @ right)


def translated(
    one: "sparse.csr_matrix", other: "sparse.csr_matrix", seeds: Places, partners: Places
) -> tuple[Matrix, Matrix]:
    """Both in the same columns: every token that seeds translate, thrown on 256 random directions."""
    together = (one[seeds].T @ other[partners]).tocsr()
    often, often_other = (np.asarray(x.sum(axis=0)).ravel() for x in (one[seeds], other[partners]))
    alike = together.multiply(1 / np.maximum(often[:, None], 1)).multiply(1 / np.maximum(often_other, 1))
    alike = alike.multiply(together).tocsr()
    rows = np.flatnonzero(np.diff(alike.indptr))
    meant = np.asarray(alike[rows].argmax(axis=1)).ravel()
    total = np.asarray(other.sum(axis=0)).ravel()
    weight = np.sqrt(np.log(other.shape[0] / total + 1))
    directions = np.random.default_rng(0).standard_normal((other.shape[1], 256)).astype(np.float32)
    directions *= weight[:, None].astype(np.float32)
    of_one = np.zeros((one.shape[1], 256), np.float32)
    of_one[rows] = directions[meant]
    known = np.zeros((other.shape[1], 1), np.float32)
    known[meant] = 1
    return _unit(one @ of_one), _unit(other @ (directions * known))


def begun(one: Bits, other: Bits, rehearsal: tuple[Bits, Places, Places]) -> Matched:
    """First guesses, from the place of each row in the graph of similarities.

    Parameters
    ----------
    one, other : bits
        The encoding attacked; the attacker's own rows, encoded under his key.
    rehearsal : (bits, places, places)
        Rows under a third key, some of them by place, and those of ``other`` that are the same: from these
        the attacker learns which features hold.
    """
    of_one, of_other, of_third = (features(bits) for bits in (one, other, rehearsal[0]))
    steady = steadied(of_third[rehearsal[1]], of_other[rehearsal[2]])
    return Matched(*nearest(_unit(of_one @ steady), _unit(of_other @ steady)))


def laid_over(one: Bits, other: Bits, begin: Matched, rounds: int = ROUNDS) -> Matched:
    """From first guesses to the best: the rows that are each other's nearest turn all the others."""
    guess, mutual = begin.guess, begin.claimed
    frames = () if sparse.issparse(one) else (embedded(one), embedded(other))
    for _ in range(rounds):
        seeds = np.flatnonzero(mutual)
        if sparse.issparse(one):
            near = translated(one, other, seeds, guess[seeds])
        else:
            near = _unit(rotated(*frames, seeds, guess[seeds])), _unit(frames[1])
        guess, mutual = nearest(*near)
    return Matched(guess, mutual)


def match(one: Bits, other: Bits, rehearsal: tuple[Bits, Places, Places]) -> Matched:
    """Lay the encoding ``one`` over the attacker's ``other``; see :func:`begun`."""
    return laid_over(one, other, begun(one, other, rehearsal))
