"""Chance that keeps its promises: spread-out draws, exact shares, the distributions used here.

A plain draw of 200 values strays from the distribution it is made from. Location n values are drawn
one from each n-th part of the distribution and then shuffled, so that any number gives a town
whose medians and tails are those that were asked for.
"""

import math
from collections.abc import Callable, Sequence
from random import Random
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
_NORMAL = NormalDist()


def stream(number: int, part: str) -> Random:
    """A generator of its own for one part of the town, so that parts do not disturb each other."""
    return Random(f"lianxin/{number}/{part}")


def spread(rng: Random, count: int) -> list[float]:
    """``count`` values in (0, 1), one from each equal part, in random order."""
    values = [(n + 0.2 + 0.6 * rng.random()) / count for n in range(count)]
    rng.shuffle(values)
    return values


def share_out(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to the weights that sum to ``total`` (largest remainders)."""
    scale = total / sum(weights)
    exact = [weight * scale for weight in weights]
    counts = [math.floor(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda n: (counts[n] - exact[n], n))
    for n in order[: total - sum(counts)]:
        counts[n] += 1
    return counts


def mix(rng: Random, total: int, shares: dict[T, float]) -> list[T]:
    """``total`` values in exact proportion to the shares, in random order."""
    values = [
        value
        for value, count in zip(shares, share_out(total, list(shares.values())), strict=True)
        for _ in range(count)
    ]
    rng.shuffle(values)
    return values


def lognormal(u: float, median: float, sigma: float) -> float:
    """The value below which a share ``u`` of a log-normal distribution lies."""
    return median * math.exp(sigma * _NORMAL.inv_cdf(u))


def exponential(u: float, mean: float) -> float:
    """The value below which a share ``u`` of an exponential distribution lies."""
    return -mean * math.log1p(-u)


def gamma(u: float, shape: int, mean: float) -> float:
    """The value below which a share ``u`` of a gamma distribution of whole shape lies."""
    low, high = 0.0, 60.0
    for _ in range(60):
        middle = (low + high) / 2
        tail = math.exp(-middle) * sum(middle**k / math.factorial(k) for k in range(shape))
        low, high = (middle, high) if 1 - tail < u else (low, middle)
    return low * mean / shape


def take(rng: Random, pool: list[float], fits: Callable[[float], bool], tries: int = 80) -> float:
    """Take a random value that fits out of a pool, or its smallest where none was met."""
    for _ in range(min(tries, 2 * len(pool))):
        place = rng.randrange(len(pool))
        if fits(pool[place]):
            return pool.pop(place)
    return pool.pop(pool.index(min(pool)))
