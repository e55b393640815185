"""Agreement on nominal values.

References: J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20 (1960)
37-46. K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania (2011). E. B. Wilson,
"Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927) 209-212.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

NORMAL_95 = 1.959963984540054
"""The quantile of the standard normal distribution that leaves 2.5 % above it."""


def percent_agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return the share of pairs whose values are the same, in [0, 1]; None where there are no pairs.

    >>> percent_agreement([("a", "a"), ("a", "b")])
    0.5
    """
    return sum(one == other for one, other in pairs) / len(pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return the agreement of two coders beyond what their own frequencies of the values make likely.

    1 is full agreement, 0 what chance gives. None where there are no pairs, or both coders use one and the same value
    throughout: chance agreement is then complete and kappa is not defined.
    """
    observed = percent_agreement(pairs)
    if observed is None:
        return None
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(ones[value] * others[value] for value in ones) / len(pairs) ** 2
    return (observed - expected) / (1 - expected) if expected < 1 else None


def krippendorff_alpha(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Return 1 minus observed by expected disagreement, for any number of coders, who need not have coded every unit.

    Args:
        units: For each unit the values that coders gave it; None where one did not code it. Units with fewer than two
            values say nothing and are left out.

    Returns:
        1 for full agreement, 0 for what chance gives. None where nothing can be compared, or only one value occurs.
    """
    values: Counter[Hashable] = Counter()
    observed = 0.0
    for unit in units:
        counts = Counter(value for value in unit if value is not None)
        size = counts.total()
        if size > 1:
            values.update(counts)
            observed += (size**2 - sum(count**2 for count in counts.values())) / (size - 1)
    total = values.total()
    expected = (total**2 - sum(count**2 for count in values.values())) / (total - 1) if total > 1 else 0
    return 1 - observed / expected if expected else None


def wilson_interval(hits: int, total: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share, for `hits` out of `total`; None where there are none.

    >>> low, high = wilson_interval(8, 10)
    >>> round(low, 3), round(high, 3)
    (0.49, 0.943)
    """
    if not total:
        return None
    share, square = hits / total, NORMAL_95**2
    middle = share + square / (2 * total)
    spread = NORMAL_95 * math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    scale = 1 + square / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
