"""Chance that gives the same draws on every machine.

Only whole-number seeds, `Random.random` and exact arithmetic are used: no `hash()`,
no mathematics library, nothing whose result may differ between platforms.
"""

import hashlib
from _random import Random
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Values with whole-number weights, to draw one from.

    Args:
        pairs: `(value, weight)`; weights above 0.
    """

    def __init__(self, pairs: Iterable[tuple[T, int]]) -> None:
        listed = tuple(pairs)
        self.values: tuple[T, ...] = tuple(value for value, _ in listed)
        self._thresholds = tuple(accumulate(weight for _, weight in listed))
        self._total = self._thresholds[-1]

    def at(self, share: float) -> T:
        """The value at a share (0 to below 1) of the total weight."""
        return self.values[bisect_right(self._thresholds, int(share * self._total))]


class Curve:
    """A distribution given by points: the share of draws below each whole number.

    Args:
        points: `(share, number)`, both rising, shares from 0 to 1; straight lines
            between them.
    """

    def __init__(self, *points: tuple[float, int]) -> None:
        self._shares = tuple(share for share, _ in points)
        self._numbers = tuple(number for _, number in points)

    def at(self, share: float) -> int:
        """The whole number at a share (0 to below 1) of the draws."""
        right = bisect_right(self._shares, share)
        low, high = self._numbers[right - 1], self._numbers[right]
        width = self._shares[right] - self._shares[right - 1]
        return low + int((share - self._shares[right - 1]) / width * (high - low))


class Dice:
    """One stream of draws, fixed by the words it is made from.

    Args:
        words: What the stream belongs to, such as a seed, an authority and a child.

    Attributes:
        share: Gives the next share, from 0 to below 1.
    """

    __slots__ = ("_words", "share")

    share: Callable[[], float]

    def __init__(self, *words: object) -> None:
        self._words = words

    def __getattr__(self, name: str) -> Callable[[], float]:
        """The stream, begun when it is first drawn from: many never are."""
        if name != "share":
            raise AttributeError(name)
        text = "|".join(map(str, self._words))
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        # The generator of `random.Random` itself, which would seed it twice.
        self.share = Random(int.from_bytes(digest[:8], "big")).random
        return self.share

    def chance(self, share: float) -> bool:
        """True in this share (0 to 1) of draws."""
        return self.share() < share

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included, all equally likely."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, values: Sequence[T]) -> T:
        """One of the values, all equally likely."""
        return values[int(self.share() * len(values))]

    def weighted(self, table: Weighted[T]) -> T:
        """One of the table's values, as likely as its weight."""
        return table.at(self.share())

    def draw(self, curve: Curve) -> int:
        """A whole number distributed as the curve says."""
        return curve.at(self.share())

    def several(self, table: Weighted[T], count: int) -> tuple[T, ...]:
        """Up to `count` different values of the table, in the order drawn."""
        drawn: list[T] = []
        for _ in range(count):
            value = self.weighted(table)
            if value not in drawn:
                drawn.append(value)
        return tuple(drawn)

    def shuffled(self, values: Iterable[T]) -> list[T]:
        """The values in an order of chance."""
        order = list(values)
        for last in range(len(order) - 1, 0, -1):
            other = self.between(0, last)
            order[last], order[other] = order[other], order[last]
        return order
