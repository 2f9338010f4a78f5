"""A picture of a page to a `Page`: the stages of this package in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium

from extract.scan import columns, fractions, grid, grounds, narrow, paper, rulings, specks, upright
from extract.scan.cache import NO_PAGE, PageCache
from extract.scan.cells import table_of
from extract.scan.choose import choose_engine
from extract.scan.content import Item, item_of
from extract.scan.engine import OcrEngine
from extract.scan.flow import text_lines, to_points, without_strays
from extract.scan.options import DEFAULT, ScanOptions
from extract.scan.raster import MIN_SIDE, Picture, Pixels, decode_image
from extract.scan.recognise import line_score, read_runs
from extract.scan.render import render_page
from extract.scan.repair import mend
from extract.scan.rulings import Ruling
from extract.scan.runs import Run, find_runs, usual_height
from extract.scan.tangles import untangle
from extract.scan.twins import SeenPages
from schemas.page import Block, Method, Page, Table, Unread, UnreadReason, Where

_GLANCE_DPI = 140
_MIN_UNREAD_INCH = 0.3


def read_image(data: bytes, options: ScanOptions = DEFAULT) -> Iterator[Page]:
    """The frames of a PNG, JPEG or (multi-page) TIFF as pages.

    Raises:
        ReadError: `broken_image`, `image_too_large`, `ocr_missing`, `ocr_failed`; with the page where it happened.
    """
    engine = choose_engine(options.ocr)
    cache = PageCache.of(data, options, engine.name if engine is not None else "off")
    pages = cache.get(NO_PAGE)
    seen = SeenPages()
    if pages is not None:
        yield from map(seen.marked, pages)
        return
    pages = []
    for number, picture in enumerate(decode_image(data, options.max_dpi), 1):
        pages.append(read_picture(picture, number, options, engine))
        yield seen.marked(pages[-1])
    cache.put(NO_PAGE, pages)


def read_scanned_page(
    page: pdfium.PdfPage, number: int, options: ScanOptions = DEFAULT, cache: PageCache | None = None
) -> Page:
    """A page of a PDF without a usable text layer, drawn and read as a picture.

    Raises:
        ReadError: `broken_page`, `image_too_large`, `ocr_missing`, `ocr_failed`; with the page.
    """
    known = cache.get(number) if cache is not None else None
    if known:
        return known[0]
    read = read_picture(render_page(page, options.max_dpi, number), number, options, choose_engine(options.ocr))
    if cache is not None:
        cache.put(number, [read])
    return read


@dataclass(frozen=True, slots=True, eq=False)
class Structure:
    """What of a page is drawn: tables by their grids, fraction bars, and its ink without either."""

    grids: tuple[grid.Grid, ...]
    bars: tuple[Ruling, ...]
    grey: Pixels
    ink: Pixels


def read_picture(picture: Picture, number: int | None, options: ScanOptions, engine: OcrEngine | None) -> Page:
    """One page. Without an engine (`ocr` off) it holds nothing but what was left unread."""
    if engine is None or min(picture.pixels.shape[:2]) < MIN_SIDE:
        return _unread_page(picture, number, engine)
    sheet, pose = prepare(picture, options, engine)
    drawn = find_structure(sheet, options)
    usual = usual_height(find_runs(drawn.ink, sheet.dpi, drawn.grids), sheet.dpi)
    walls = fractions.walls_of(drawn.bars, drawn.ink, usual, drawn.grids)
    runs = find_runs(drawn.ink, sheet.dpi, drawn.grids, walls)
    grey, runs, drawings = untangle(engine, drawn.grey, runs, usual)
    read, unread = read_runs(engine, grey, runs, sheet.dpi)
    items = [item_of(mend(run) if options.repair else run) for run in read]
    scale = 72.0 / sheet.dpi
    blocks, strays = _blocks(items, drawn, usual, number, scale)
    return Page(
        blocks=tuple(blocks),
        method=Method.OCR,
        number=number,
        width=round(pose.width, 1),
        height=round(pose.height, 1),
        unread=tuple(_unread([*unread, *drawings, *strays], sheet.dpi, number, scale)),
        steps=sheet.steps,
    )


def prepare(picture: Picture, options: ScanOptions, engine: OcrEngine) -> tuple[paper.Sheet, upright.Pose]:
    """The page upright and straight, dark on white, and how it was turned."""
    flat = paper.flatten(picture, options)
    grey, steps, dark = flat.grey, flat.steps, flat.grounds
    turned, skew = 0, 0.0
    if options.orient:
        turned = upright.find_turn(grey, picture.dpi, lambda held: _score_held(engine, held, picture.dpi))
        grey = upright.turn(grey, turned)
        dark = upright.turn(dark, turned) if dark is not None else None
    if options.deskew:
        skew = upright.find_skew(grey, picture.dpi)
        grey = upright.straighten(grey, skew) if skew else grey
        dark = upright.straighten(dark, skew) if skew and dark is not None else dark
    lying = turned in (90, 270)
    width, height = (picture.height, picture.width) if lying else (picture.width, picture.height)
    pose = upright.Pose(turned, skew, width, height)
    steps += pose.steps()
    ink = paper.ink_of(grey, picture.dpi)
    if options.filter_fax:
        ink, specked = specks.without_specks(ink, picture.dpi, cleaned=picture.bilevel)
        if specked:
            grey = specks.blanked(grey, ink, picture.dpi)
            steps += ("specks_removed",)
    return paper.Sheet(grey, ink, picture.dpi, steps, grounds.bands_of(dark)), pose


def _score_held(engine: OcrEngine, grey: Pixels, dpi: float) -> float:
    """How well a few lines of a page read when it is held this way up; a coarse picture of it will do."""
    scale = min(1.0, _GLANCE_DPI / dpi)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    skew = upright.find_skew(small, dpi * scale)
    straight = upright.straighten(small, skew) if abs(skew) > 0.3 else small
    ink, _ = specks.without_specks(paper.ink_of(straight, dpi * scale), dpi * scale)
    runs = find_runs(rulings.without_long_lines(ink, dpi * scale), dpi * scale)
    return line_score(engine, straight, runs, dpi * scale)


def find_structure(sheet: paper.Sheet, options: ScanOptions) -> Structure:
    """Tables and fraction bars of a page, and the page without its rulings."""
    dpi = sheet.dpi
    horizontal, vertical = rulings.find_rulings(sheet.ink, dpi)
    horizontal, vertical = grounds.with_edges(horizontal, vertical, sheet.bands, sheet.ink, dpi)
    horizontal = narrow.with_short_rules(horizontal, vertical, sheet.ink, dpi)
    frames = grid.find_frames(horizontal, vertical, dpi)
    used = {id(ruling) for frame in frames for ruling in (*frame.horizontal, *frame.vertical)}
    loose = [h for h in horizontal if id(h) not in used and rulings.is_drawn(h, dpi)]
    verticals = [v for frame in frames for v in frame.vertical]
    across = [h for h in horizontal if id(h) in used] + loose
    ink = rulings.erased(sheet.ink, sheet.ink, across, verticals, dpi, 0)
    grids = [grid.build_grid(frame, grid.column_borders(frame, dpi / 20), dpi) for frame in frames]
    if options.unruled_tables:
        for frame, xs in columns.find_open_frames(loose, ink, dpi):
            grids.append(grid.build_grid(frame, xs, dpi, ruled=False))
            used |= {id(ruling) for ruling in frame.horizontal}
    bars = fractions.bars_of([h for h in loose if id(h) not in used], dpi)
    tables = tuple(g for g in grids if g is not None)
    # underlines outside tables stay for reading: taking them out would take the tails of commas with them
    read_over = [h for h in across if any(_stands_in(h, table) for table in tables)]
    grey = (
        rulings.erased(sheet.grey, sheet.ink, read_over, verticals, dpi, 255) if options.remove_rulings else sheet.grey
    )
    return Structure(tables, tuple(bars), grey, ink)


def _stands_in(line: Ruling, table: grid.Grid) -> bool:
    slack = (table.ys[-1] - table.ys[0]) * 0.02 + 8
    return table.ys[0] - slack <= line.at <= table.ys[-1] + slack


def _blocks(
    items: list[Item], drawn: Structure, usual: float, page: int | None, scale: float
) -> tuple[list[Block], list[Run]]:
    """Tables with the items inside them and lines of the rest, in reading order; and marks that are no text."""
    tables: list[Table] = []
    rest = items
    for skeleton in drawn.grids:
        table, rest = table_of(skeleton, rest, drawn.bars, usual, page, scale)
        if table is not None:
            tables.append(table)
    rest, strays = without_strays(rest, usual)
    lines = text_lines(rest, usual, page, scale)
    blocks: list[Block] = [*tables, *lines]
    blocks.sort(key=lambda block: block.where.box.top if block.where.box else 0.0)
    return blocks, [Run(int(i.x0), int(i.top), int(i.x1), int(i.bottom)) for i in strays]


def _unread(runs: list[Run], dpi: float, page: int | None, scale: float) -> Iterator[Unread]:
    for run in runs:
        if max(run.width, run.height) >= dpi * _MIN_UNREAD_INCH:
            box = to_points(run.x0, run.y0, run.x1, run.y1, scale)
            yield Unread(UnreadReason.IMAGE, Where(page, None, box), "ink that reads as no text")


def _unread_page(picture: Picture, number: int | None, engine: OcrEngine | None) -> Page:
    detail = "no OCR engine is used" if engine is None else "too small to hold text"
    where = Where(number, None, to_points(0, 0, picture.width, picture.height, 1.0))
    return Page((), Method.OCR, number, picture.width, picture.height, (Unread(UnreadReason.IMAGE, where, detail),))
