"""A page of a PDF as a picture, at the resolution of what was scanned into it and within bounds."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extract.errors import ReadError
from extract.scan.raster import MAX_PIXELS, MAX_SOURCE_PIXELS, Picture, Pixels, from_pixels

_USUAL_DPI = 200
_LEAST_DPI = 150
_COLOUR_DIFFERENCE = 12
_NO_MORE = 1 - 1e-5
"""Sides are rounded up: with this, a picture that fills its page is drawn pixel for pixel."""
_LARGE_SHARE = 0.2
"""A picture over this share of the page says at which resolution it was scanned."""


def render_page(page: pdfium.PdfPage, max_dpi: int, number: int | None = None) -> Picture:
    """The page as displayed.

    Raises:
        ReadError: `image_too_large` for a page whose picture is beyond `MAX_SOURCE_PIXELS`, `broken_page`.
    """
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise ReadError("broken_page", f"a page of {width:g} x {height:g} points", number)
    dpi = min(scanned_dpi(page, number), float(max_dpi), 72.0 * (MAX_PIXELS / (width * height)) ** 0.5)
    try:
        pixels = page.render(scale=dpi * _NO_MORE / 72.0, rev_byteorder=False, prefer_bgrx=False).to_numpy()
    except (pdfium.PdfiumError, RuntimeError, ValueError, MemoryError) as error:
        raise ReadError("broken_page", f"the page cannot be drawn: {error}", number) from error
    picture = from_pixels(_channels(pixels), dpi, max_dpi)
    bilevel = picture.bilevel or (not picture.is_colour and _holds_black_and_white(page))
    return Picture(picture.pixels, picture.dpi, width, height, bilevel)


def scanned_dpi(page: pdfium.PdfPage, number: int | None = None) -> float:
    """Resolution of the largest picture on a page; 200 where there is none."""
    width, height = page.get_size()
    best = 0.0
    for shape in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            across, down = shape.get_px_size()
            left, bottom, right, top = shape.get_bounds()
        except pdfium.PdfiumError:
            continue
        if across * down > MAX_SOURCE_PIXELS:
            raise ReadError("image_too_large", f"a picture of {across} x {down} pixels on the page", number)
        if (right - left) * (top - bottom) >= _LARGE_SHARE * width * height:
            best = max(best, max(across, down) * 72.0 / max(1.0, right - left, top - bottom))
    return max(_LEAST_DPI, best) if best else _USUAL_DPI


def _channels(pixels: Pixels) -> Pixels:
    """Grey where a page holds no colour, else BGR."""
    if pixels.ndim == 2:
        return np.ascontiguousarray(pixels)
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    sample = pixels[::3, ::3, :3].astype(np.int16)
    spread = sample.max(axis=2) - sample.min(axis=2)
    grey = np.count_nonzero(spread > _COLOUR_DIFFERENCE) <= 1e-5 * spread.size
    return np.ascontiguousarray(pixels[:, :, 1] if grey else pixels[:, :, :3])


def _holds_black_and_white(page: pdfium.PdfPage) -> bool:
    """Whether all pictures on a page have one bit a pixel; drawn to fit the page they show grey at every edge."""
    depths = set()
    for shape in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        try:
            depths.add(shape.get_metadata().bits_per_pixel)
        except pdfium.PdfiumError:
            return False
    return depths == {1}
