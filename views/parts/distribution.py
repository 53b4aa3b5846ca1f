"""How targets and outcomes of one indicator are spread over the regions: bins and quartiles."""

from __future__ import annotations

import math

import pandas as pd

# Bins that a reader still tells apart, and the widths that give round limits.
MOST_BINS = 12
_ROUND = (1, 2, 2.5, 5, 10)
# Fewer regions than this have no distribution worth a chart.
LEAST_REGIONS = 5
# The outermost share on each side goes into the first and the last bin.
TAIL = 0.01


def bins(frame: pd.DataFrame, sides: dict[str, str]) -> pd.DataFrame:
    """How many regions lie in each bin; columns bin, side, regions. `sides`: column → its word."""
    together = pd.concat([frame[name] for name in sides]).astype(float)
    low, high = (float(together.quantile(share)) for share in (TAIL, 1 - TAIL))
    width = _width(high - low)
    first, last = math.floor(low / width), math.floor(high / width)
    edges = range(first, last + 1)
    rows = []
    for name, word in sides.items():
        places = ((frame[name].astype(float) / width + 1e-9) // 1).clip(first, last)
        counts = places.value_counts()
        rows += [
            {"bin": _label(edge, width), "side": word, "regions": int(counts.get(edge, 0))}
            for edge in edges
        ]
    return pd.DataFrame(rows)


def _width(span: float) -> float:
    """The narrowest round width that keeps the bins few."""
    if span <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / MOST_BINS))
    return next(power * step for step in _ROUND if span / (power * step) < MOST_BINS)


def _label(edge: int, width: float) -> str:
    """A bin's limits; the upper one is outside."""
    return f"{edge * width:.6g}–{(edge + 1) * width:.6g}"


def quartiles(frame: pd.DataFrame, sides: dict[str, str]) -> list[tuple[str, list[float]]]:
    """Least, quarter, middle, three quarters and greatest of each side."""
    shares = [0, 0.25, 0.5, 0.75, 1]
    return [
        (word, frame[name].astype(float).quantile(shares).tolist()) for name, word in sides.items()
    ]
