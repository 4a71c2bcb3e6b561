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
SHORTEST: Final = timedelta(minutes=1)  # where the scale begins


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table. Without a level, it is about all of them."""

    level: LevelMark | None
    name: str
    half: str
    most: str
    number: Number
    reach: Markup


def waits(scene: Scene, figure: Figure, key: Key) -> Sequence[Wait]:
    by_level = scene.counted.durations[figure]
    everything = in_all(scene, figure)
    most = (percentile(buckets, NINE_OF_TEN) for buckets in (everything, *by_level.values()))
    longest = max(filter(None, most), default=None)
    found = [
        _wait(scene, mark, by_level[mark.key], scene.in_range(key), longest)
        for mark in scene.levels
        if any(by_level.get(mark.key, {}).values())
    ]
    return [*found, _wait(scene, None, everything, scene.in_range(key), longest)] if len(found) != 1 else found


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


def _wait(
    scene: Scene, mark: LevelMark | None, buckets: Mapping[int, int], terms: str, longest: timedelta | None
) -> Wait:
    half, most = roughly(scene, buckets)
    level_terms = [] if mark is None else [of_level(mark)]
    return Wait(
        level=mark,
        name=scene.says("All") if mark is None else scene.name_of(mark),
        half=half,
        most=most,
        number=scene.number(sum(buckets.values()), terms, *level_terms),
        reach=charts.reach(*(_place(percentile(buckets, share), longest) for share in (HALF, NINE_OF_TEN))),
    )


def _place(duration: timedelta | None, longest: timedelta | None) -> float:
    """Where a duration stands on a scale on which each step is so many times the last: waits differ a thousandfold."""
    if duration is None or longest is None or longest <= SHORTEST:
        return 0.0
    return max(0.0, math.log(duration / SHORTEST) / math.log(longest / SHORTEST))
