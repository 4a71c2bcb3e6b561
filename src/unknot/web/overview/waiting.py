"""How long things took, by level: what half of them, and nine of ten, stayed below."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

import msgspec
from markupsafe import Markup

from unknot.domain.progress import Figure, percentile
from unknot.domain.query import Key
from unknot.web import charts
from unknot.web.faces import LevelMark
from unknot.web.overview.scene import Number, Scene, of_level

HALF: Final = 0.5
NINE_OF_TEN: Final = 0.9
NOTHING: Final = "–"  # noqa: RUF001 - a dash where nothing was measured
A_MINUTE: Final = timedelta(minutes=1)


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table. Without a level, it is about all of them."""

    level: LevelMark | None
    name: str
    half: str
    most: str
    number: Number
    reach: Markup


def waits(scene: Scene, figure: Figure, key: Key) -> Sequence[Wait]:
    every = {mark: scene.counted.durations[figure].get(mark.key, {}) for mark in scene.levels}
    told = {mark: buckets for mark, buckets in every.items() if any(buckets.values())}
    scale = _Scale([*told.values(), in_all(scene, figure)])
    found = [_wait(scene, mark, buckets, key, scale) for mark, buckets in told.items()]
    return found if len(found) == 1 else [*found, _wait(scene, None, in_all(scene, figure), key, scale)]


def in_all(scene: Scene, figure: Figure) -> Mapping[int, int]:
    """The durations of every level together."""
    total = Counter[int]()
    for buckets in scene.counted.durations[figure].values():
        total.update(buckets)
    return total


def roughly(scene: Scene, buckets: Mapping[int, int]) -> tuple[str, str]:
    """What half and nine of ten stay below, in words."""
    half, most = percentile(buckets, HALF), percentile(buckets, NINE_OF_TEN)
    return (
        NOTHING if half is None else scene.words.roughly(half),
        NOTHING if most is None else scene.words.roughly(most),
    )


def _wait(scene: Scene, mark: LevelMark | None, buckets: Mapping[int, int], key: Key, scale: "_Scale") -> Wait:
    half, most = roughly(scene, buckets)
    level = [] if mark is None else [of_level(mark)]
    return Wait(
        level=mark,
        name=scene.says("All") if mark is None else scene.name_of(mark),
        half=half,
        most=most,
        number=scene.number(sum(buckets.values()), scene.in_range(key), *level),
        reach=charts.reach(scale.place(buckets, HALF), scale.place(buckets, NINE_OF_TEN)),
    )


class _Scale:
    """From the shortest time to the longest; the same way means the same factor, since waits differ a thousandfold."""

    def __init__(self, every: Sequence[Mapping[int, int]]) -> None:
        times = [
            time
            for buckets in every
            for share in (HALF, NINE_OF_TEN)
            if (time := percentile(buckets, share)) is not None
        ]
        self._shortest = min(times, default=A_MINUTE)
        self._octaves = max(math.log2(max(times, default=A_MINUTE) / self._shortest), 1.0)

    def place(self, buckets: Mapping[int, int], share: float) -> float:
        time = percentile(buckets, share)
        return 0.0 if time is None else math.log2(time / self._shortest) / self._octaves
