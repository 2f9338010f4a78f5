"""One page from its raw objects to a `Page`: the stages after PDFium, in order."""

from __future__ import annotations

from itertools import pairwise

from extract.pdf.bare import find_bare_grids
from extract.pdf.characters import RawText
from extract.pdf.columns import find_open_grids
from extract.pdf.drawing import Drawing
from extract.pdf.flow import WordLine, group_lines, line_content
from extract.pdf.fractions import stack_fractions
from extract.pdf.glyphs import Frame, Glyphs, PageGlyphs, settle
from extract.pdf.grid import Grid, Group, TooManyRulesError, find_grids, shade_edges
from extract.pdf.headed import with_rows_below
from extract.pdf.pdfium import Floats, PageFrame
from extract.pdf.quality import LARGE, Layer, judge
from extract.pdf.rules import Rule, Rules, find_rules
from extract.pdf.running import running_lines, split_pieces, text_limits
from extract.pdf.styled import completed, unparted_lines
from extract.pdf.tables import Placed, build_table, place_words, take_overflow
from extract.pdf.words import Word, find_words, spell_out
from schemas.inline import Content, Inline, Picture, Text
from schemas.page import Block, Box, Line, Method, Page, Unread, UnreadReason, Where
from schemas.value import value

SMALLEST_PICTURE = (8.0, 6.0)
"""Points; a picture in a cell smaller than this is decoration."""
MOSTLY = 0.5
"""Share of a page's characters from which it is an invisible layer."""
COLUMNS, COLUMN_LINES = 3, 4
"""Pieces of a line, and such lines, that make a table."""
SIDE_PITCH = 1.8
"""Em; lines of sideways text nearer than this are one block."""
OVER_SCAN = "text_over_scan"
"""Step of a page whose text is a usable layer over the picture of the page."""
FEWEST_LOST = 3
"""Lines whose columns no rule parts, from which a table counts as not read."""
SHOWN = 80
"""Characters of unread text that are quoted."""


@value
class Layout:
    """What was found on a page, before it became blocks: for drawing and for tests."""

    frame: Frame
    words: list[Word]
    rules: Rules
    fractions: list[Rule]
    grids: list[Grid]
    placed: Placed
    layer: Layer
    pictures: Floats
    unread: tuple[Unread, ...]
    steps: tuple[str, ...]


def lay_out(raw: RawText, drawing: Drawing, frame: PageFrame, number: int) -> Layout:
    """Find words, tables and fractions of a page."""
    scan = is_scan(drawing.pictures, frame)
    invisible = bool(raw.invisible.any() and raw.invisible[raw.owner].mean() > MOSTLY)
    glyphs = settle(raw, frame, drawing, under_picture=scan and invisible)
    level, steps = spell_out(glyphs.level)
    words = find_words(level)
    pictures = glyphs.frame.boxes(drawing.pictures)
    unread = _unread(glyphs, raw, drawing, number)
    layer = judge([word.text for word in words], glyphs.unknown, scan=scan, invisible=invisible, curves=drawing.curves)
    rules = find_rules(drawing, glyphs.frame)
    stacked = stack_fractions(words, rules)
    rules = rules.given_back(stacked.unexplained)
    words = stacked.words + _side_words(glyphs)
    grids, cut_short = _grids(rules, words)
    placed = place_words(words, grids)
    unseen = _unruled_grids(grids, placed.outside)
    inlaid = _picture_words(pictures, unseen)
    if unseen != grids or inlaid:
        grids, words = unseen, words + inlaid
        placed = place_words(words, grids)
    if cut_short:
        unread += (Unread(UnreadReason.LIMIT, Where(number), cut_short),)
    unread += tuple(_unread_table(grid, number) for grid in grids if _is_unparted(grid, words))
    covered = scan and (invisible or is_scan(drawing.pictures[drawing.on_top], frame))
    if layer is Layer.USABLE and scan and (covered if grids else has_columns(words)):
        layer = Layer.FLAT
    take_overflow(placed, grids)
    return Layout(
        frame=glyphs.frame,
        words=words,
        rules=rules,
        fractions=stacked.fractions,
        grids=grids,
        placed=placed,
        layer=layer,
        pictures=pictures,
        unread=unread,
        steps=(
            *((f"rotated_{90 * glyphs.frame.turned}",) if glyphs.frame.turned else ()),
            *((OVER_SCAN,) if scan and layer is Layer.USABLE else ()),
            *steps,
        ),
    )


def page_of(layout: Layout, number: int) -> Page:
    """The page with its blocks in reading order."""
    unread = layout.unread + _unread_layer(layout, number) + _unread_pictures(layout, number)
    blocks = _blocks(layout, number) if layout.layer is Layer.USABLE else ()
    frame = layout.frame
    return Page(blocks, Method.PDF, number, round(frame.width, 2), round(frame.height, 2), unread, layout.steps)


def _blocks(layout: Layout, number: int) -> tuple[Block, ...]:
    tables = [build_table(n, grid, layout.placed, number) for n, grid in enumerate(layout.grids)]
    boxes = [grid.box for grid in layout.grids]
    limits = text_limits(layout.placed.outside, boxes, layout.frame.width)
    lines = running_lines(layout.placed.outside, boxes, limits, number)
    return tuple(sorted([*lines, *tables], key=_top))


def _top(block: Block) -> float:
    box = block.where.box
    if box is None:
        return 0.0
    return (box.top + box.bottom) / 2 if isinstance(block, Line) else box.top


def _grids(rules: Rules, words: list[Word]) -> tuple[list[Grid], str]:
    """Ruled tables and those with horizontal rules only, inner ones before outer ones; what limit was met."""
    try:
        grids = _ruled_grids(rules)
        grids += find_open_grids(rules, words, grids)
        grids = completed(grids, rules, words)
    except TooManyRulesError:
        return [], "too many rules to look for tables"
    return sorted(grids, key=_area), ""


def _unruled_grids(grids: list[Grid], outside: list[Word]) -> list[Grid]:
    """The tables of a page with those, or those parts of them, that no rule shows."""
    try:
        return [*(with_rows_below(grid, outside) for grid in grids), *find_bare_grids(outside)]
    except TooManyRulesError:
        return grids


def _ruled_grids(rules: Rules) -> list[Grid]:
    """Grids of drawn rules; shading outside them counts as ruled too (a heading that is only shaded)."""
    known: dict[Group, list[Grid]] = {}
    grids = [grid for grid in find_grids(rules, known) if len(grid.columns) > 2]
    if not rules.fills:
        return grids
    boxes = [grid.box for grid in grids]
    loose = [fill for fill in rules.fills if not any(_overlap(fill, box) for box in boxes)]
    edges = [edge for grid in grids for edge in shade_edges(grid, rules.fills)]
    if not loose and not edges:
        return grids
    shaded = rules.with_fills(loose).given_back(edges)
    return [grid for grid in find_grids(shaded, known) if len(grid.columns) > 2]


def _overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share more than a point both ways; smaller ones than that share nothing."""
    left, top, right, bottom = a
    x0, y0, x1, y1 = b
    wide = right - x0 > 1 and x1 - left > 1 and right - left > 1 and x1 - x0 > 1
    return wide and min(bottom, y1) - max(top, y0) > 1


def _area(grid: Grid) -> float:
    return (grid.box.x1 - grid.box.x0) * (grid.box.bottom - grid.box.top)


def is_scan(boxes: Floats, page: PageFrame) -> bool:
    """Whether pictures cover most of a page."""
    if not len(boxes):
        return False
    covered = float(((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).sum())
    return covered >= LARGE * (page.right - page.left) * (page.top - page.bottom)


def has_columns(words: list[Word]) -> bool:
    """Whether many lines fall into columns: a table. Under a picture its rules are in the picture; what an OCR program
    drew in their stead joins and parts cells at will."""
    limits = text_limits(words, [], 0.0)
    return sum(len(split_pieces(line, limits)) >= COLUMNS for line in group_lines(words)) >= COLUMN_LINES


def _unread(glyphs: PageGlyphs, raw: RawText, drawing: Drawing, number: int) -> tuple[Unread, ...]:
    """Parts of the page that are not read, whatever its quality."""
    where = Where(number)
    found: list[Unread] = []
    if glyphs.hidden.strip():
        found.append(Unread(UnreadReason.HIDDEN_TEXT, where, glyphs.hidden.strip()[:SHOWN]))
    if glyphs.slanted.strip():
        found.append(Unread(UnreadReason.HIDDEN_TEXT, where, f"slanted: {glyphs.slanted.strip()[:SHOWN]}"))
    if glyphs.unknown:
        found.append(Unread(UnreadReason.UNMAPPED_GLYPHS, where, f"{glyphs.unknown} characters without a known value"))
    if raw.left_out:
        found.append(Unread(UnreadReason.LIMIT, where, f"{raw.left_out} characters beyond the limit"))
    if drawing.cut_short:
        found.append(Unread(UnreadReason.LIMIT, where, drawing.cut_short))
    return tuple(found)


def _is_unparted(grid: Grid, words: list[Word]) -> bool:
    return grid.ruled and unparted_lines(grid, words) >= FEWEST_LOST


def _unread_table(grid: Grid, number: int) -> Unread:
    box = Box(*(round(v, 2) for v in grid.box))
    return Unread(UnreadReason.HALF_DRAWN, Where(number, None, box), "a table whose columns are not all drawn")


def _unread_layer(layout: Layout, number: int) -> tuple[Unread, ...]:
    if layout.layer is Layer.NONE:
        return (Unread(UnreadReason.NO_TEXT_LAYER, Where(number)),)
    if layout.layer in (Layer.BAD, Layer.FLAT):
        return (Unread(UnreadReason.BAD_TEXT_LAYER, Where(number), layout.layer.value),)
    return ()


def _picture_words(pictures: Floats, grids: list[Grid]) -> list[Word]:
    """Pictures that stand inside one cell, as words."""
    found: list[Word] = []
    for x0, top, x1, bottom in pictures.tolist():
        if x1 - x0 < SMALLEST_PICTURE[0] or bottom - top < SMALLEST_PICTURE[1]:
            continue
        if any(_holds(cell.box, x0, top, x1, bottom) for grid in grids for cell in grid.cells):
            base = (top + bottom) / 2 + 3
            rise, drop = max(0.0, base - top - 8), max(0.0, bottom - base - 2)
            found.append(Word("", x0, x1, base, 10.0, False, True, -1, content=(Picture(),), rise=rise, drop=drop))
    return found


def _holds(cell: Box, x0: float, top: float, x1: float, bottom: float) -> bool:
    inside = cell.x0 - 2 <= x0 and x1 <= cell.x1 + 2 and cell.top - 2 <= top and bottom <= cell.bottom + 2
    return inside and (x1 - x0) * (bottom - top) < 0.9 * (cell.x1 - cell.x0) * (cell.bottom - cell.top)


def _unread_pictures(layout: Layout, number: int) -> tuple[Unread, ...]:
    """Pictures inside cells, and large ones on a page of text: what they say is not read."""
    if not len(layout.pictures):
        return ()
    words = [word for words in layout.placed.cells.values() for word in words if word.content == (Picture(),)]
    return tuple(
        Unread(UnreadReason.IMAGE, Where(number, None, Box(*(round(v, 2) for v in (w.x0, w.top, w.x1, w.bottom)))))
        for w in words
    )


def _side_words(glyphs: PageGlyphs) -> list[Word]:
    """Text that runs up or down the page, each block of it as one word at its place."""
    words: list[Word] = []
    for side, upward in ((glyphs.upward, True), (glyphs.downward, False)):
        if len(side):
            words.extend(_side_word(block, glyphs.frame, upward=upward) for block in _side_blocks(side))
    return words


def _side_blocks(side: Glyphs) -> list[list[WordLine]]:
    blocks: list[list[WordLine]] = []
    for line in group_lines(find_words(side)):
        last = blocks[-1][-1] if blocks else None
        near = last is not None and line[0].base - last[0].base <= SIDE_PITCH * line[0].size
        if last is not None and near and line[0].x0 < last[-1].x1 and last[0].x0 < line[-1].x1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _side_word(block: list[WordLine], frame: Frame, *, upward: bool) -> Word:
    left, right = min(line[0].x0 for line in block), max(line[-1].x1 for line in block)
    top, bottom = min(line[0].top for line in block), max(line[0].bottom for line in block)
    if upward:
        x0, x1, y0, y1 = top, bottom, frame.height - right, frame.height - left
    else:
        x0, x1, y0, y1 = frame.width - bottom, frame.width - top, left, right
    size = block[0][0].size
    base = (y0 + y1) / 2 + 0.3 * size
    rise, drop = max(0.0, base - y0 - 0.75 * size), max(0.0, y1 - base - 0.22 * size)
    return Word(
        "",
        x0,
        x1,
        base,
        size,
        block[0][0].bold,
        spaced=True,
        run=-1,
        content=_side_content(block),
        rise=rise,
        drop=drop,
    )


def _side_content(block: list[WordLine]) -> Content:
    parts: list[Inline] = list(line_content(block[0]))
    for _, line in pairwise(block):
        parts.append(Text(" "))
        parts.extend(line_content(line))
    return tuple(parts)
