"""GitFlic's labels."""

from unknot.dialects.gitflic import shapes
from unknot.dialects.gitflic.view import View
from unknot.dialects.gitflic.wire_lists import Out, paged
from unknot.domain.ids import LabelId
from unknot.domain.label import Label
from unknot.store.directory import Directory


class LabelOut(Out, frozen=True, kw_only=True):
    id: shapes.Uuid
    hex_color: shapes.Color
    title: str
    description: str
    is_text_light: bool


LabelPage = paged("LabelPage", "labelModelList", LabelOut)


def known_label_out(label: LabelId, view: View) -> LabelOut | None:
    """A label by id, or None for one that was deleted."""
    return view.directory.derive(_make_label_out, label)


def label_out(label: Label) -> LabelOut:
    return LabelOut(
        id=label.uuid,
        hex_color=label.color,
        title=label.title,
        description=label.description,
        is_text_light=label.is_text_light,
    )


def _make_label_out(directory: Directory, label: LabelId) -> LabelOut | None:
    found = directory.label(label)
    return None if found is None else label_out(found)
