"""The model of docs/methods/smoothing.md for numpyro's NUTS, written anew: the peer of the two benchmarks.

It shares no code with the product: the structured effect is drawn in the eigenvectors of its dense
precision (for agreement) or by differences of neighbours (for speed), and the prior of its share comes from
the eigenvalues.
"""

from collections.abc import Callable
from importlib.util import find_spec

if find_spec("numpyro") is None:
    print("numpyro is not installed; install the extra bench to compare with it.")
    raise SystemExit(0)

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
from numpyro.diagnostics import effective_sample_size
from numpyro.infer import MCMC, NUTS, init_to_value

numpyro.enable_x64()
Number = jax.Array | float
AREA, TIME, INTERACTION = -np.log(0.05) / 0.1, -np.log(0.05) / 0.05, -np.log(0.05) / 0.05


def scaled_basis(pairs: np.ndarray, areas: int) -> tuple[np.ndarray, np.ndarray]:
    """Eigenvectors over the roots of their eigenvalues, and the eigenvalues."""
    laplacian = np.zeros((areas, areas))
    for a, b in pairs:
        laplacian[[a, b], [b, a]] -= 1
        laplacian[a, a] += 1
        laplacian[b, b] += 1
    left, precision = set(range(areas)), np.zeros_like(laplacian)
    while left:
        reach, front = set(), {left.pop()}
        while front:
            reach |= front
            front = {int(j) for i in front for j in np.flatnonzero(laplacian[i])} - reach
        left -= reach
        part = np.ix_(sorted(reach), sorted(reach))
        if len(reach) == 1:
            precision[part] = 1.0
            continue
        variance = np.diagonal(np.linalg.pinv(laplacian[part]))
        precision[part] = laplacian[part] * np.exp(np.log(variance).mean())
    values, vectors = np.linalg.eigh(precision)
    kept = values > 1e-8
    return vectors[:, kept] / np.sqrt(values[kept]), values[kept]


def share_prior(values: np.ndarray) -> Callable[[Number], Number]:
    """Log density of the share phi, P(phi < 1/2) = 2/3."""
    inverse = jnp.asarray(1 / values)

    def distance(phi: Number) -> Number:
        return jnp.sqrt(jnp.sum(phi * (inverse - 1) - jnp.log1p(phi * (inverse - 1))))

    half, whole = float(distance(0.5)), float(distance(1.0))
    low, high = 1e-9, 100.0
    for _ in range(200):
        rate = (low + high) / 2
        below = np.expm1(-rate * half) / np.expm1(-rate * whole)
        low, high = (rate, high) if below < 2 / 3 else (low, rate)
    return lambda phi: -low * distance(phi) + jnp.log(jax.grad(distance)(phi))


def correlation_rate() -> float:
    low, high = 1e-6, 100.0
    for _ in range(200):
        middle = (low + high) / 2
        beyond = np.expm1(-middle * np.sqrt(0.5)) / np.expm1(-middle * np.sqrt(2))
        low, high = (middle, high) if beyond < 0.75 else (low, middle)
    return low


def scale_of(pairs: np.ndarray, areas: int) -> float:
    """Geometric mean of the variances of a connected map."""
    laplacian = np.zeros((areas, areas))
    np.add.at(laplacian, (pairs[:, 0], pairs[:, 1]), -1.0)
    laplacian += laplacian.T
    laplacian -= np.diag(laplacian.sum(axis=1))
    inverse = np.linalg.inv(laplacian + 1 / areas) - 1 / areas
    return float(np.exp(np.log(np.diagonal(inverse)).mean()))


def pairwise(pairs: np.ndarray, areas: int, scale: float) -> jax.Array:
    """The structured effect by differences of neighbours and a soft sum to zero, the usual way."""
    flat = dist.ImproperUniform(dist.constraints.real_vector, (), (areas,))
    structured = numpyro.sample("structured", flat)
    apart = structured[pairs[:, 0]] - structured[pairs[:, 1]]
    numpyro.factor("neighbours", -0.5 * scale * jnp.sum(apart**2))
    numpyro.factor("centre", dist.Normal(0, 0.001 * areas).log_prob(jnp.sum(structured)))
    return structured


def model_of(pairs: np.ndarray, births: np.ndarray, sparse: bool) -> Callable[[jax.Array], None]:
    """Model of boys by area and period."""
    areas, periods = births.shape
    basis, values = scaled_basis(pairs, areas)
    log_share, rate = share_prior(values), correlation_rate()
    basis, scale = jnp.asarray(basis), scale_of(pairs, areas) if sparse else 1.0

    def model(male: jax.Array) -> None:
        sd_area = numpyro.sample("sd_area", dist.Exponential(AREA))
        sd_time = numpyro.sample("sd_time", dist.Exponential(TIME))
        sd_interaction = numpyro.sample("sd_interaction", dist.Exponential(INTERACTION))
        share = numpyro.sample("structured_share", dist.Uniform(0, 1))
        numpyro.factor("share", log_share(share))
        correlation = numpyro.sample("correlation", dist.Uniform(-1, 1))
        numpyro.factor("corr", -rate * jnp.sqrt(1 - correlation) - 0.5 * jnp.log(1 - correlation))
        level = numpyro.sample("level", dist.Normal(0, 1))
        if sparse:
            structured = pairwise(pairs, areas, scale)
        else:
            with numpyro.plate("modes", basis.shape[1]):
                structured = basis @ numpyro.sample("structured", dist.Normal())
        with numpyro.plate("areas", areas):
            free = numpyro.sample("free", dist.Normal())
        with numpyro.plate("periods", periods):
            shock = numpyro.sample("shock", dist.Normal())
        noise = numpyro.sample("noise", dist.Normal().expand([areas, periods]).to_event(2))
        area = sd_area * (jnp.sqrt(share) * structured + jnp.sqrt(1 - share) * free)
        step = jnp.sqrt(1 - correlation**2)

        def forward(before: jax.Array, now: jax.Array) -> tuple[jax.Array, jax.Array]:
            after = correlation * before + step * now
            return after, after

        later = jax.lax.scan(forward, shock[0], shock[1:])[1]
        period = sd_time * jnp.concatenate([shock[:1], later])
        log_ratio = level + area[:, None] + period[None, :] + sd_interaction * noise
        numpyro.deterministic("log_ratio", log_ratio)
        numpyro.sample("male", dist.Binomial(births, logits=log_ratio).to_event(2), obs=male)

    return model


def sampler(
    pairs: np.ndarray,
    male: np.ndarray,
    births: np.ndarray,
    *,
    warmup: int,
    draws: int,
    chains: int,
    sparse: bool = False,
) -> MCMC:
    """NUTS, ready to be run."""
    start = {"sd_area": 0.03, "sd_time": 0.01, "sd_interaction": 0.01, "structured_share": 0.5}
    start |= {"correlation": 0.5, "level": float(np.log(male.sum() / (births - male).sum()))}
    model = model_of(pairs, births, sparse)
    kernel = NUTS(model, init_strategy=init_to_value(values=start), target_accept_prob=0.9)
    return MCMC(kernel, num_warmup=warmup, num_samples=draws, num_chains=chains, chain_method="sequential",
                progress_bar=False)  # fmt: skip


def warmed(chain: MCMC, male: np.ndarray, seed: int) -> None:
    """Warm up."""
    chain.warmup(jax.random.PRNGKey(seed), jnp.asarray(male), extra_fields=("num_steps",))


def drawn(chain: MCMC, male: np.ndarray, seed: int) -> tuple[dict[str, np.ndarray], float]:
    """Draws by chain, and the mean number of steps that one took."""
    chain.run(jax.random.PRNGKey(seed), jnp.asarray(male), extra_fields=("num_steps",))
    samples = chain.get_samples(group_by_chain=True)
    steps = float(np.asarray(chain.get_extra_fields()["num_steps"]).mean())
    return {name: np.asarray(value) for name, value in samples.items()}, steps


def effective(draws: np.ndarray) -> np.ndarray:
    """Effective draws, shape (chains, draws, ...) to (...)."""
    return np.atleast_1d(effective_sample_size(draws))
