"""Bytes of an image file, or a page of a PDF, to pictures of bounded size with a resolution that can be believed.

A resolution given by a file is a claim: screenshots say 96, cameras 72. It is believed where it makes a sheet of paper
of the page, else the longer side is taken to be that of A4.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageSequence, UnidentifiedImageError

from extract.errors import ReadError

Pixels = npt.NDArray[np.uint8]
"""Grey (height, width) or blue-green-red (height, width, 3) values, 0 black to 255 white."""
Flags = npt.NDArray[np.bool_]

MAX_SOURCE_PIXELS = 200_000_000
"""Larger images are refused before they are decoded (an A0 sheet at 300 dpi has 139 million)."""
MAX_PIXELS = 36_000_000
"""Pictures are reduced to this size (A3 at 300 dpi has 17 million)."""
MAX_FRAMES = 2_000
MIN_SIDE = 32
"""A picture with a shorter side than this many pixels holds no line of text."""
_SHEET_INCHES = (5.0, 50.0)
"""Longer sides of a page that are believed."""
_A4_INCHES = 11.69
_MIN_DPI = 140
"""Coarser pictures are enlarged to this: the structure of a page is measured in pixels."""
_BILEVEL_SHARE = 0.985
_DECODING_ERRORS = (
    OSError, ValueError, TypeError, SyntaxError, EOFError, IndexError, KeyError, ZeroDivisionError, OverflowError,
    MemoryError, struct.error, Image.DecompressionBombError,
)  # fmt: skip  # what Pillow's decoders raise on broken files


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page as pixels. `dpi` holds for `pixels`; `width`, `height` are the page's size in points."""

    pixels: Pixels
    dpi: float
    width: float
    height: float
    bilevel: bool

    @property
    def is_colour(self) -> bool:
        """Whether the pixels have three channels."""
        return self.pixels.ndim == 3


def decode_image(data: bytes, max_dpi: int) -> Iterator[Picture]:
    """The frames of an image file in their order.

    Raises:
        ReadError: `broken_image`, `image_too_large`; with the number of the frame as its page.
    """
    try:
        with _quiet():
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError as error:
        raise ReadError("image_too_large", str(error), 1) from error
    except (*_DECODING_ERRORS, UnidentifiedImageError) as error:
        raise ReadError("broken_image", "the image is of no readable kind") from error
    with image:
        frames = ImageSequence.Iterator(image)
        for number in range(1, MAX_FRAMES + 1):
            try:
                with _quiet():
                    picture = _picture(next(frames), max_dpi, number)
            except StopIteration:
                return
            except Image.DecompressionBombError as error:
                raise ReadError("image_too_large", str(error), number) from error
            except _DECODING_ERRORS as error:
                cause = f"the image cannot be decoded ({type(error).__name__})"
                raise ReadError("broken_image", cause, number) from error
            yield picture


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of what is odd in a file; what matters of it becomes an error, the rest is nobody's trouble."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _picture(frame: Image.Image, max_dpi: int, number: int) -> Picture:
    source_width, source_height = frame.size
    if source_width * source_height > MAX_SOURCE_PIXELS:
        size = f"{source_width} x {source_height}"
        raise ReadError("image_too_large", f"image of {size} pixels, at most {MAX_SOURCE_PIXELS} are read", number)
    dpi = believable_dpi(source_width, source_height, frame.info.get("dpi"))
    if frame.format == "JPEG":
        wanted = max_dpi / dpi
        frame.draft(frame.mode, (int(source_width * wanted), int(source_height * wanted)))
    pixels = _to_pixels(frame)
    pixels = _turn(pixels, frame.getexif().get(0x0112, 1))
    return _sized(pixels, dpi * max(pixels.shape[:2]) / max(source_width, source_height), max_dpi)


def believable_dpi(width: int, height: int, claimed: object) -> float:
    """The resolution of an image of these pixels, given what its file claims.

    >>> believable_dpi(1654, 2339, (200, 200))
    200.0
    >>> round(believable_dpi(3000, 1925, (72, 72)))
    72
    >>> round(believable_dpi(1654, 2339, None))
    200
    """
    longer = max(width, height)
    try:
        dpi = float(claimed[0])  # type: ignore[index]  # whatever a file's header holds
    except (TypeError, IndexError, ValueError, ZeroDivisionError):
        dpi = 0.0
    if dpi > 0 and _SHEET_INCHES[0] <= longer / dpi <= _SHEET_INCHES[1]:
        return dpi
    return max(50.0, min(longer / _A4_INCHES, 1200.0))


def _to_pixels(frame: Image.Image) -> Pixels:
    """Grey or BGR of any Pillow mode; what is transparent becomes paper."""
    mode = frame.mode
    if mode.startswith("I") or mode == "F":
        wide = np.asarray(frame.convert("F"), dtype=np.float32)
        top = float(wide.max()) if wide.size else 0.0
        scale = 255.0 / (65535.0 if 255.0 < top <= 65535.0 else max(top, 255.0))
        return np.asarray(np.clip(wide * scale, 0, 255), np.uint8)
    if mode in ("1", "L"):
        return np.asarray(frame.convert("L"))
    if mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        layered = frame.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        frame = Image.alpha_composite(paper, layered)
    rgb = np.asarray(frame.convert("RGB"))
    return np.ascontiguousarray(rgb[:, :, ::-1])


_EXIF_TURNS = {3: cv2.ROTATE_180, 6: cv2.ROTATE_90_CLOCKWISE, 8: cv2.ROTATE_90_COUNTERCLOCKWISE}


def _turn(pixels: Pixels, orientation: object) -> Pixels:
    """Turn as the camera says (EXIF), which is how viewers display it."""
    code = _EXIF_TURNS.get(orientation) if isinstance(orientation, int) else None
    return pixels if code is None else cv2.rotate(pixels, code).astype(np.uint8, copy=False)


def _sized(pixels: Pixels, dpi: float, max_dpi: int) -> Picture:
    """Bring pixels to a resolution between the least and `max_dpi`, within `MAX_PIXELS`."""
    height, width = pixels.shape[:2]
    points = (width * 72.0 / dpi, height * 72.0 / dpi)
    scale = min(max(1.0, _MIN_DPI / dpi), max(1.0, (MAX_PIXELS / max(1, width * height)) ** 0.5))
    if dpi > max_dpi * 1.05:
        scale = max_dpi / dpi
    scale = min(scale, (MAX_PIXELS / max(1, width * height)) ** 0.5)
    bilevel = is_bilevel(pixels)
    if abs(scale - 1.0) > 0.01:
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        pixels = cv2.resize(pixels, size, interpolation=method).astype(np.uint8, copy=False)
    return Picture(pixels, dpi * scale, *points, bilevel=bilevel)


def inked(pixels: Pixels, axis: int) -> Flags:
    """For each column (axis 0) or row (axis 1), whether any of its pixels is not 0."""
    return np.asarray((pixels > 0).any(axis=axis), np.bool_)


def is_bilevel(pixels: Pixels) -> bool:
    """Whether nearly every pixel is black or white, as on a fax."""
    sample = pixels[::3, ::3]
    extreme = np.count_nonzero((sample < 8) | (sample > 247))
    return bool(extreme >= _BILEVEL_SHARE * max(1, sample.size))


def from_pixels(pixels: Pixels, dpi: float, max_dpi: int) -> Picture:
    """A picture of pixels that were rendered elsewhere."""
    return _sized(pixels, dpi, max_dpi)
