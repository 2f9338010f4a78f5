"""Image files of every kind become pictures of bounded size, or a clear error."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extract.errors import ReadError
from extract.scan.raster import MAX_PIXELS, believable_dpi, decode_image, from_pixels


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)  # type: ignore[arg-type]  # Pillow's options differ by format
    return buffer.getvalue()


def striped(mode: str) -> Image.Image:
    stripes = np.zeros((400, 300), np.uint8)
    stripes[::2] = 255
    return Image.fromarray(stripes).convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_png_of_every_mode(mode: str) -> None:
    (picture,) = decode_image(encoded(striped(mode), "PNG"), 300)
    assert picture.pixels.dtype == np.uint8
    assert picture.pixels.min() < 60
    assert picture.pixels.max() > 190


def test_cmyk_jpeg_keeps_dark_and_light() -> None:
    image = Image.new("CMYK", (300, 400), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (50, 50, 250, 150))
    (picture,) = decode_image(encoded(image, "JPEG"), 300)
    assert picture.pixels.shape[2] == 3
    scale = picture.pixels.shape[0] / 400
    assert picture.pixels[int(100 * scale), int(150 * scale)].max() < 60
    assert picture.pixels[int(300 * scale), int(150 * scale)].min() > 200


def test_sixteen_bit_tiff_uses_its_whole_range() -> None:
    values = np.full((400, 300), 65535, np.uint16)
    values[100:200] = 500
    (picture,) = decode_image(encoded(Image.fromarray(values), "TIFF"), 300)
    assert picture.pixels.max() > 250
    assert picture.pixels.min() < 10


def test_transparent_pixels_are_paper() -> None:
    (picture,) = decode_image(encoded(Image.new("RGBA", (300, 400), (0, 0, 0, 0)), "PNG"), 300)
    assert picture.pixels.min() == 255


def test_frames_of_a_tiff_come_in_order() -> None:
    frames = [Image.new("L", (300 + 100 * n, 900), 255) for n in range(3)]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(150, 150))
    assert [round(p.width * 150 / 72) for p in decode_image(data, 300)] == [300, 400, 500]


@pytest.mark.parametrize(
    ("claimed", "expected"), [((200, 200), 200), (None, 200), ((0, 0), 200), ((1e9, 1), 200), ("x", 200)]
)
def test_a_resolution_that_makes_no_sheet_is_not_believed(claimed: object, expected: float) -> None:
    assert believable_dpi(1654, 2338, claimed) == pytest.approx(expected, rel=0.01)


def test_large_pictures_are_reduced_and_keep_their_size_in_points() -> None:
    picture = from_pixels(np.full((7016, 4960), 255, np.uint8), 600, 300)
    assert picture.dpi == pytest.approx(300)
    assert picture.pixels.size <= MAX_PIXELS
    assert (round(picture.width), round(picture.height)) == (595, 842)


def giant_png(side: int) -> bytes:
    """A valid PNG of one bit a pixel, all white, without building it in memory as an image."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    compressor = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    packed = b"".join(compressor.compress(row) for _ in range(side)) + compressor.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def test_an_image_of_thirty_thousand_squared_is_refused_before_decoding() -> None:
    with pytest.raises(ReadError) as caught:
        list(decode_image(giant_png(30_000), 300))
    assert caught.value.reason_code == "image_too_large"
    assert caught.value.page == 1


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0 no jpeg", b"II*\0\xff\xff\xff\xff"])
def test_what_is_no_image_is_a_broken_image(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        list(decode_image(data, 300))
    assert caught.value.reason_code == "broken_image"


JPEG = encoded(striped("RGB"), "JPEG")
TIFF = encoded(striped("1"), "TIFF", compression="group4")
PNG = encoded(striped("L"), "PNG")


@settings(max_examples=60, deadline=None)
@given(
    data=st.sampled_from([JPEG, TIFF, PNG]),
    cut=st.floats(0.05, 1),
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=4),
)
def test_broken_files_give_pictures_or_read_errors(data: bytes, cut: float, flips: list[tuple[float, int]]) -> None:
    broken = bytearray(data[: max(8, int(len(data) * cut))])
    for place, value in flips:
        broken[int(place * len(broken))] = value
    reason = ""
    pictures = []
    try:
        pictures = list(decode_image(bytes(broken), 300))
    except ReadError as error:
        reason = error.reason_code
    assert reason in {"", "broken_image", "image_too_large"}
    assert all(p.pixels.size <= MAX_PIXELS * 3 for p in pictures)
