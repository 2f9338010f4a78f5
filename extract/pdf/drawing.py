"""The drawn objects of a page: paths as boxes and segments, pictures as boxes.

A table border is a straight line or a thin rectangle, so for nearly all paths the bounding box says everything and
costs one call; the segments of a path are read one by one only where the box cannot tell (several lines in one path,
an outline that may not be a rectangle). Coordinates are the page's own, y upwards.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, pairwise, repeat
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from extract.pdf import pdfium
from extract.pdf.calls import Slots, numbers, pointer
from extract.pdf.limits import MAX_FORM_DEPTH, MAX_OBJECTS, MAX_SEGMENTS
from schemas.value import value

T = TypeVar("T", bound=np.generic)
Matrix = NDArray[np.float64]
"""a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f."""

IDENTITY: Matrix = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
THIN = 2.0
"""A path at most this thick (points) is a line, whatever its outline."""
BOX_SEGMENTS = 5
"""Points of a rectangle's path, the first of them twice."""
EXACT = 0.01
"""Points; corners of a rectangle line up this exactly."""
_MOVE, _BEZIER = 2, 1

_NO_BOXES, _NO_MARKS, _NO_COLOURS = np.zeros((0, 4)), np.zeros(0, np.bool_), np.zeros((0, 3), np.int32)

_BOXES = Slots(ctypes.c_float, 4, apart=True)
_MODES = Slots(ctypes.c_int, 2, apart=True)
_POINTS = Slots(ctypes.c_float, 2, apart=True)
_WIDTHS = Slots(ctypes.c_float, 1)


@value
class Drawing:
    """What is drawn on a page besides text; boxes are (n, 4) left, bottom, right, top.

    `lines` straight horizontal or vertical strokes, and rectangles too thin to be told from one; `rectangles` thicker
    ones: `filled` whether each is filled, `fills` its colour (n, 3; -1 unknown), `shaded` whether it is filled without
    an outline; `pictures`; `on_top` whether each is known to be painted after all text; `curves` how many paths are
    none of these; `cut_short` what limit was met, if any.
    """

    lines: NDArray[np.float64]
    rectangles: NDArray[np.float64]
    filled: NDArray[np.bool_]
    fills: NDArray[np.int32]
    shaded: NDArray[np.bool_]
    pictures: NDArray[np.float64]
    on_top: NDArray[np.bool_]
    curves: int = 0
    cut_short: str = ""

    @property
    def has_shapes(self) -> bool:
        """Whether anything straight, or a picture, is drawn."""
        return bool(len(self.lines) or len(self.rectangles) or len(self.pictures))


@dataclass(slots=True)
class _Found:
    """What one walk over the objects has gathered, and which of them are known to be text."""

    texts: frozenset[int]
    lines: list[NDArray[np.float64]]
    rectangles: list[NDArray[np.float64]]
    filled: list[NDArray[np.bool_]]
    fills: list[NDArray[np.int32]]
    shaded: list[NDArray[np.bool_]]
    pictures: list[NDArray[np.float64]]
    on_top: list[NDArray[np.bool_]]
    curves: int = 0
    objects: int = 0
    segments: int = 0
    cut_short: str = ""


def read_drawing(page: Any, texts: frozenset[int] = frozenset()) -> Drawing:
    """Paths and pictures of a page, those inside form XObjects included; `texts` are addresses of objects known to be
    text, which need not be asked what they are."""
    found = _Found(texts, [], [], [], [], [], [], [])
    _walk(_children_of_page(page, found), IDENTITY, found, 0, last=True)
    return Drawing(
        lines=_joined(found.lines, _NO_BOXES),
        rectangles=_joined(found.rectangles, _NO_BOXES),
        filled=_joined(found.filled, _NO_MARKS),
        fills=_joined(found.fills, _NO_COLOURS),
        shaded=_joined(found.shaded, _NO_MARKS),
        pictures=_joined(found.pictures, _NO_BOXES),
        on_top=_joined(found.on_top, _NO_MARKS),
        curves=found.curves,
        cut_short=found.cut_short,
    )


def _joined(parts: list[NDArray[T]], nothing: NDArray[T]) -> NDArray[T]:
    if len(parts) > 1:
        return np.concatenate(parts)
    return parts[0] if parts else nothing


def _children_of_page(page: Any, found: _Found) -> list[int]:
    count = _admitted(pdfium.count_page_objects(page), found)
    return list(map(pdfium.page_object, repeat(page, count), range(count)))


def _children_of_form(form: Any, found: _Found) -> list[int]:
    count = _admitted(pdfium.count_form_objects(form), found)
    return list(filter(None, map(pdfium.form_object, repeat(form, count), map(ctypes.c_ulong, range(count)))))


def _admitted(count: int, found: _Found) -> int:
    admitted = max(0, min(count, MAX_OBJECTS - found.objects))
    found.objects += admitted
    if admitted < count:
        found.cut_short = f"more than {MAX_OBJECTS} drawn objects"
    return admitted


def _walk(objects: list[int], matrix: Matrix, found: _Found, depth: int, *, last: bool) -> None:
    """Gather what is drawn by some objects; `last` whether all text outside them is painted before them."""
    texts, text, kind_of = found.texts, pdfium.TEXT_OBJECT, pdfium.object_type
    kinds = [text if address in texts else kind_of(pointer(address)) for address in objects]
    paths = [pointer(address) for address, kind in zip(objects, kinds, strict=True) if kind == pdfium.PATH_OBJECT]
    _gather_paths(paths, matrix, found)
    if pdfium.IMAGE_OBJECT not in kinds and pdfium.FORM_OBJECT not in kinds:
        return
    last_text = max((at for at, kind in enumerate(kinds) if kind == pdfium.TEXT_OBJECT), default=-1)
    pictures = [at for at, kind in enumerate(kinds) if kind == pdfium.IMAGE_OBJECT]
    if pictures:
        found.pictures.append(_transformed(_boxes_of([pointer(objects[at]) for at in pictures]), matrix))
        found.on_top.append(np.array([last and at > last_text for at in pictures], np.bool_))
    for at in [at for at, kind in enumerate(kinds) if kind == pdfium.FORM_OBJECT]:
        if depth >= MAX_FORM_DEPTH:
            found.cut_short = f"forms nested deeper than {MAX_FORM_DEPTH}"
            return
        form, behind = pointer(objects[at]), last and at > last_text
        _walk(_children_of_form(form, found), _product(_matrix_of(form), matrix), found, depth + 1, last=behind)


def _matrix_of(handle: Any) -> Matrix:
    return pdfium.MATRICES.filled(pdfium.object_matrix, [handle]).astype(np.float64)[0, :]


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner.tolist()
    p, q, r, s, t, u = outer.tolist()
    return np.array([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])


def _transformed(boxes: NDArray[np.float64], matrix: Matrix) -> NDArray[np.float64]:
    """The bounding boxes of transformed boxes."""
    if matrix is IDENTITY:
        return boxes
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)
    moved = (corners @ matrix[:4].reshape(2, 2) + matrix[4:]).reshape(-1, 4, 2)
    return np.hstack([moved.min(axis=1), moved.max(axis=1)])


def _boxes_of(handles: list[Any]) -> NDArray[np.float64]:
    return _BOXES.filled(pdfium.bounds, handles).astype(np.float64)


def _gather_paths(handles: list[Any], matrix: Matrix, found: _Found) -> None:
    if not handles:
        return
    modes = _MODES.filled(pdfium.draw_mode, handles)
    counts = numbers(pdfium.count_segments, handles)
    boxes = _boxes_of(handles)
    filled, stroked = modes[:, 0] != 0, modes[:, 1] != 0
    boxes = _without_stroke(boxes, handles, stroked)
    painted = filled | stroked
    thickness = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    thin = painted & (thickness <= THIN) & ((counts <= 2) | (filled & ~stroked & (counts <= 6)))
    found.lines.append(_transformed(boxes[thin], matrix))
    thick = painted & ~thin & (counts >= 2)
    boxlike = (thick & (counts == BOX_SEGMENTS)).nonzero()[0]
    settled = _gather_boxes(boxlike, handles, boxes, filled, stroked, matrix, found)
    thick[settled] = False
    for n in thick.nonzero()[0].tolist():
        _gather_outline(handles[n], int(counts[n]), bool(filled[n]), bool(stroked[n]), matrix, found)


def _gather_boxes(
    which: NDArray[np.intp],
    handles: list[Any],
    boxes: NDArray[np.float64],
    filled: NDArray[np.bool_],
    stroked: NDArray[np.bool_],
    matrix: Matrix,
    found: _Found,
) -> NDArray[np.intp]:
    """Take all paths of five points that are rectangles at once; returns which they were."""
    which = which[: max(0, (MAX_SEGMENTS - found.segments) // BOX_SEGMENTS)]
    found.segments += BOX_SEGMENTS * len(which)
    if not len(which):
        return which
    paths = [handles[n] for n in which.tolist() for _ in range(BOX_SEGMENTS)]
    segments = list(map(pointer, map(pdfium.path_segment, paths, cycle(range(BOX_SEGMENTS)))))
    corners = _POINTS.filled(pdfium.segment_point, segments).reshape(-1, BOX_SEGMENTS, 2)
    steps = np.abs(corners[:, 1:] - corners[:, :-1])
    level = (steps.min(axis=2) < EXACT).all(axis=1) & (np.abs(corners[:, 0] - corners[:, 4]) < EXACT).all(axis=1)
    turned = (steps[:, 0].argmax(axis=1) != steps[:, 1].argmax(axis=1)) & (steps.max(axis=2) > 0).all(axis=1)
    which = which[level & turned]
    found.rectangles.append(_transformed(boxes[which], matrix))
    found.filled.append(filled[which])
    found.shaded.append(filled[which] & ~stroked[which])
    found.fills.append(_fills_of([handles[n] for n in which.tolist()], filled[which]))
    return which


def _fills_of(handles: list[Any], filled: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The colours with which paths are filled, -1 for those that are not."""
    if not filled.any():
        return np.full((len(handles), 3), -1, np.int32)
    return np.where(filled[:, None], pdfium.read_colours(handles)[:, :3], np.int32(-1))


def _without_stroke(boxes: NDArray[np.float64], handles: list[Any], stroked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Boxes of the paths themselves: PDFium's include half the stroke on each side."""
    which = stroked.nonzero()[0]
    if not len(which):
        return boxes
    strokes = [handles[n] for n in which.tolist()]
    widths = _WIDTHS.filled(pdfium.stroke_width, strokes)
    matrices = pdfium.MATRICES.filled(pdfium.object_matrix, strokes)
    a, b, c, d, _, _ = matrices.T
    scale = np.sqrt(np.abs(a * d - b * c))
    grown = np.where(widths[:, 0] > 0, widths[:, 0] * scale / 2, 0.5)
    boxes = boxes.copy()
    low, high = boxes[which, :2], boxes[which, 2:]
    middle, half = (low + high) / 2, np.maximum((high - low) / 2 - grown[:, None], 0)
    boxes[which, :2], boxes[which, 2:] = middle - half, middle + half
    return boxes


def _gather_outline(handle: Any, count: int, filled: bool, stroked: bool, matrix: Matrix, found: _Found) -> None:
    """Split a path into its rectangles and straight lines."""
    if found.segments + count > MAX_SEGMENTS:
        found.cut_short = f"more than {MAX_SEGMENTS} path segments"
        return
    found.segments += count
    lines: list[tuple[float, float, float, float]] = []
    rectangles: list[tuple[float, float, float, float]] = []
    for points, straight, closed in _outlines(handle, count, matrix):
        box = _bounding_box(points)
        if not straight:
            found.curves += 1
        elif min(box[2] - box[0], box[3] - box[1]) <= THIN and (filled or len(points) <= 2):
            lines.append(box)
        elif _is_rectangle(points, closed or filled):
            rectangles.append(box)
        elif not filled:
            lines.extend(_sides(points, closed))
        else:
            found.curves += 1
    if lines:
        found.lines.append(np.array(lines))
    if rectangles:
        found.rectangles.append(np.array(rectangles))
        found.filled.append(np.full(len(rectangles), filled))
        found.shaded.append(np.full(len(rectangles), filled and not stroked))
        found.fills.append(np.repeat(_fills_of([handle], np.array([filled])), len(rectangles), axis=0))


Point = tuple[float, float]


def _outlines(handle: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[Point], bool, bool]]:
    """The subpaths of a path: points, whether all sides are straight, whether it is closed."""
    found = map(pdfium.path_segment, repeat(handle, count), range(count))
    segments = [pointer(segment) for segment in found if segment]
    kinds = list(map(pdfium.segment_type, segments))
    closes = list(map(pdfium.segment_closes, segments))
    places = _POINTS.filled(pdfium.segment_point, segments)
    whole = _product(_matrix_of(handle), matrix)
    points = [(x, y) for x, y in (places.astype(np.float64) @ whole[:4].reshape(2, 2) + whole[4:]).tolist()]
    starts = [n for n, kind in enumerate(kinds) if n == 0 or kind == _MOVE] + [len(kinds)]
    for start, end in pairwise(starts):
        if end - start >= 2:
            yield points[start:end], _BEZIER not in kinds[start:end], any(closes[start:end])


def _bounding_box(points: list[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_rectangle(points: list[Point], closed: bool) -> bool:
    corners = points[:-1] if len(points) == 5 and points[0] == points[4] else points
    if len(corners) != 4 or not (closed or len(points) == 5):
        return False
    return all(_is_level(p, q) for p, q in zip(corners, corners[1:] + corners[:1], strict=True))


def _is_level(p: Point, q: Point) -> bool:
    return abs(p[0] - q[0]) < 0.1 or abs(p[1] - q[1]) < 0.1


def _sides(points: list[Point], closed: bool) -> Iterator[tuple[float, float, float, float]]:
    ring = [*points, points[0]] if closed else points
    for p, q in pairwise(ring):
        if p != q and _is_level(p, q):
            yield min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])
