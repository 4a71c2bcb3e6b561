"""The few numbers that stand first."""

from collections.abc import Iterator

import msgspec
from markupsafe import Markup

from unknot.domain.progress import Figure
from unknot.domain.query import Key
from unknot.web import charts
from unknot.web.overview.over_time import by_span, open_by_level
from unknot.web.overview.scene import Scene
from unknot.web.overview.waiting import in_all, roughly


class KeyFigure(msgspec.Struct, frozen=True, kw_only=True):
    means: str  # which of the definitions
    text: str
    href: str
    note: str
    line: Markup = Markup()


def key_figures(scene: Scene) -> Iterator[KeyFigure]:
    yield _open(scene)
    yield _flow(scene, Figure.CREATED, Key.CREATED)
    yield _flow(scene, Figure.COMPLETED, Key.COMPLETED)
    yield _reopened(scene)
    yield _time(scene, Figure.TIME_TO_ACKNOWLEDGE, Key.ACKNOWLEDGED)
    yield _time(scene, Figure.TIME_TO_COMPLETE, Key.COMPLETED)


def _open(scene: Scene) -> KeyFigure:
    totals = [at_end.total() for at_end in open_by_level(scene)]
    gained = sum(by_span(scene, Figure.NET_OPEN))
    return KeyFigure(
        means="open",
        text=scene.words.number(totals[-1]),
        href=scene.address("is:open"),
        note=scene.says("%(change)s since %(day)s") % {"change": f"{gained:+d}", "day": scene.day(scene.starts[0])},
        line=charts.sparkline(totals),
    )


def _flow(scene: Scene, figure: Figure, key: Key) -> KeyFigure:
    values = by_span(scene, figure)
    return KeyFigure(
        means=figure.value,
        text=scene.words.number(sum(values)),
        href=scene.address(scene.in_range(key)),
        note=scene.says("since %(day)s") % {"day": scene.day(scene.starts[0])},
        line=charts.sparkline(values),
    )


def _reopened(scene: Scene) -> KeyFigure:
    values, completed = by_span(scene, Figure.REOPENED), sum(by_span(scene, Figure.COMPLETED))
    came_back, all_of_them = sum(values), completed + sum(values)
    share = came_back / all_of_them if all_of_them else 0.0
    return KeyFigure(
        means=Figure.REOPENED.value,
        text=scene.words.number(came_back),
        href=scene.address(scene.in_range(Key.REOPENED)),
        note=scene.says("%(share)s of what was done") % {"share": scene.words.percent(share)},
        line=charts.sparkline(values),
    )


def _time(scene: Scene, figure: Figure, key: Key) -> KeyFigure:
    half, most = roughly(scene, in_all(scene, figure))
    return KeyFigure(
        means=figure.value,
        text=half,
        href=scene.address(scene.in_range(key)),
        note=scene.says("nine of ten within %(time)s") % {"time": most},
    )
