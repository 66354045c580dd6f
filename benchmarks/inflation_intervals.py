"""Do the intervals of the inflation model end where they should? Beside them brute force on the same series.

Each series is drawn from the priors: 48 years, 20,000 births a year, a transition that touches them. Brute
force draws 60,000 trapezoids from the priors and weighs each by the exact likelihood of the linearised
model: what it leaves outside our 95 % intervals should be 5 %. It is only a judge where at least 150 of
its draws count; the mean is over those series. The last line is on the linearisation: natural variation
drawn from it is weighed by the model that it stands for.

Run: python benchmarks/inflation_intervals.py
"""

import numpy as np
from rich.console import Console
from rich.table import Table

from evenborn.sexratio.inflation import DEFAULT_START, PUBLISHED_PRIORS, end_of, estimate_inflation, trapezoid
from evenborn.sexratio.inflation.filtering import draw_natural_ratio, log_likelihood
from evenborn.sexratio.inflation.series import yearly_births

YEARS = np.arange(1970, 2018)
SERIES, DRAWS, FEWEST = 14, 60_000, 150
AT_ONCE = 5_000


def counted(inflation: np.ndarray, births: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Boys and girls by year, with natural variation."""
    deviation, natural = rng.normal(0, 0.00358 / np.sqrt(1 - 0.81)), []
    for _ in YEARS:
        natural.append(deviation)
        deviation = 0.9 * deviation + rng.normal(0, 0.00358)
    ratio = 1.06 * np.exp(natural) + inflation
    boys = rng.binomial(births, ratio / (1 + ratio))
    return boys, births - boys


def touching(rng: np.random.Generator) -> np.ndarray:
    """Inflation by year of a transition of the priors that touches the years."""
    while True:
        inflation = trapezoid(YEARS, PUBLISHED_PRIORS.draw(1, DEFAULT_START, rng)[0])
        if (inflation > 0).any():
            return inflation


def outside(boys: np.ndarray, girls: np.ndarray, seed: int) -> tuple[float, np.ndarray]:
    """Draws of brute force that count, and the mass that it leaves below and above each interval."""
    found = estimate_inflation(YEARS, boys, girls, 106, generator=np.random.default_rng(seed))
    series = yearly_births(YEARS, boys, girls).on_log_scale(106, 0)
    drawn = PUBLISHED_PRIORS.draw(DRAWS, DEFAULT_START, np.random.default_rng(100 + seed))
    inflation = trapezoid(YEARS, drawn)
    parts = [log_likelihood(series, inflation[at : at + AT_ONCE]) for at in range(0, DRAWS, AT_ONCE)]
    likelihood = np.concatenate(parts)
    weight = np.exp(likelihood - likelihood.max()) * (inflation > 0).any(axis=1)
    weight /= weight.sum()
    bands = ((found.start, drawn[:, 0]), (found.height, 100 * drawn[:, 1]), (found.end, end_of(drawn)))
    mass = [(weight[value < band.lower].sum(), weight[value > band.upper].sum()) for band, value in bands]
    return float(1 / (weight @ weight)), np.array(mass)


def off_by_linearisation() -> tuple[float, float]:
    """What linearising adds to the log evidence, and the share of draws left; 15 points, many births."""
    boys, girls = counted(trapezoid(YEARS, (1985, 0.15, 8, 10, 15)), 10_000_000, np.random.default_rng(3))
    found = estimate_inflation(YEARS, boys, girls, 106, generator=np.random.default_rng(1))
    series = yearly_births(YEARS, boys, girls).on_log_scale(106, 0)
    inflation = trapezoid(YEARS, found.transitions) / 100
    natural = draw_natural_ratio(series, inflation, np.random.default_rng(2))
    level = 1.06 + inflation
    linear = np.log(level) + 1.06 / level * np.log(natural / 1.06)
    exact = np.log(natural + inflation)
    squares = (series.log_ratio - exact) ** 2 - (series.log_ratio - linear) ** 2
    weight = np.exp(-0.5 * (squares / series.variance).sum(axis=1))
    return float(np.log(weight.mean())), float(weight.sum() ** 2 / (weight @ weight) / len(weight))


def main() -> None:
    rng, held = np.random.default_rng(11), []
    table = Table(title="Mass that brute force leaves outside the 95 % intervals, %")
    for title in ("series", "draws that count", "start", "height", "end"):
        table.add_column(title, justify="right")
    for seed in range(SERIES):
        effective, mass = outside(*counted(touching(rng), 20_000, rng), seed)
        shares = mass.sum(axis=1)
        table.add_row(str(seed), f"{effective:,.0f}", *(f"{100 * share:.1f}" for share in shares))
        if effective >= FEWEST:
            held.append(shares)
    means = (f"{100 * share:.1f}" for share in np.mean(held, axis=0))
    table.add_row(f"{len(held)} with at least {FEWEST}", "", *means)
    console = Console(width=110)
    console.print(table)
    moved, left = off_by_linearisation()
    console.print(f"Linearised: log evidence off by {moved:.4f}, effective share of the draws {left:.3f}")


if __name__ == "__main__":
    main()
