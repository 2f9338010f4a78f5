"""The embedded engine: the recogniser that rapidocr bundles, run by onnxruntime on one thread.

The model is loaded straight from the installed package: nothing is looked up, fetched or written. Its last layer knows
18,708 characters; cut down to those that Indonesian documents use, it is a third faster and cannot emit others.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import cv2
import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime  # type: ignore[import-untyped]  # it publishes no types
from onnx import numpy_helper

from extract.errors import ReadError
from extract.scan.engine import NOTHING, Reading
from extract.scan.raster import Pixels

MODEL = "PP-OCRv6_rec_small.onnx"
DETECTOR = "PP-OCRv6_det_small.onnx"
_DETECTOR_SIDE = 960
"""Longest side of a picture for the detector, whose sides are multiples of 32."""
_DETECTED = 0.3
_SURELY_DETECTED = 0.5
_UNCLIP = 1.6
"""The detector marks the core of a line; its box is that core, widened by this times its area over its outline."""
_HEIGHT = 48
"""Pixels down of a picture as the model wants it."""
_STEP = 8
"""Pixels across for which the model says one character; widths are multiples of it."""
_MAX_WIDTH = 3_200
_PADDING = 0.12
"""White on both ends, as a share of the height."""
_ALPHABET = "alphabet.txt"

Probabilities = npt.NDArray[np.float32]


class RapidEngine:
    """PP-OCRv6 small. Load it once per process with `load_rapid`."""

    def __init__(self) -> None:
        model, self._characters = _cut_model(_model_bytes(MODEL))
        self._session = _session(model)
        self._input = self._session.get_inputs()[0].name
        self.name = f"rapidocr {version('rapidocr')} {MODEL}"

    def read(self, pictures: Sequence[Pixels]) -> list[Reading]:
        """One reading for each picture."""
        return [self._read_one(picture) for picture in pictures]

    def find_lines(self, picture: Pixels) -> list[tuple[int, int, int, int]]:
        """Boxes of text lines by the detector, which sees them under stamps and signatures."""
        tensor, scale = _detector_tensor(picture)
        detector = _load_detector()
        (output,) = detector.run(None, {detector.get_inputs()[0].name: tensor})
        return detected_boxes(np.asarray(output)[0, 0], scale, picture.shape[1], picture.shape[0])

    def _read_one(self, picture: Pixels) -> Reading:
        if picture.size == 0 or min(picture.shape[:2]) < 3:
            return NOTHING
        tensor, used = _tensor(picture)
        try:
            (output,) = self._session.run(None, {self._input: tensor})
        except onnxruntime.capi.onnxruntime_pybind11_state.Fail as error:
            raise ReadError("ocr_failed", f"the recogniser failed: {error}") from error
        reading = decode(np.asarray(output)[0], self._characters, used)
        pad = _pad(picture.shape[0]) / picture.shape[1]
        places = tuple(min(1.0, max(0.0, place * (1 + 2 * pad) - pad)) for place in reading.places)
        return Reading(reading.text, reading.scores, places)


@cache
def load_rapid() -> RapidEngine:
    """The engine of this process."""
    return RapidEngine()


@cache
def _load_detector() -> onnxruntime.InferenceSession:
    return _session(_model_bytes(DETECTOR))


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _model_bytes(name: str) -> bytes:
    path = files("rapidocr") / "models" / name
    if not path.is_file():
        raise ReadError("ocr_failed", f"the installed rapidocr holds no {name}")
    return path.read_bytes()


def _cut_model(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The model with its last layer cut down to the alphabet, and the character of each remaining place.

    Place 0 is the blank that parts characters, the last place the space.
    """
    model = onnx.load_model_from_string(data)
    printed = next(p.value for p in model.metadata_props if p.key == "character").split("\n")
    every = ["", *printed, " "]
    alphabet = set((files("extract.scan") / "data" / _ALPHABET).read_text("utf-8").split())
    keep = [0, *(n for n, c in enumerate(every) if n and c in alphabet), len(every) - 1]
    for weights in model.graph.initializer:
        if weights.dims and weights.dims[-1] == len(every):
            cut = np.ascontiguousarray(numpy_helper.to_array(weights)[..., keep])
            weights.CopyFrom(numpy_helper.from_array(cut, weights.name))
    model.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(keep)
    del model.graph.value_info[:]
    return model.SerializeToString(), tuple(every[n] for n in keep)


def _pad(height: int) -> int:
    return max(2, round(height * _PADDING))


def _tensor(picture: Pixels) -> tuple[npt.NDArray[np.float32], float]:
    """A picture as the model wants it, and the share of its width that the picture takes."""
    height, width = picture.shape[:2]
    pad = _pad(height)
    wide = min(_MAX_WIDTH, max(_STEP * 4, round((width + 2 * pad) * _HEIGHT / height)))
    padded = cv2.copyMakeBorder(picture, 0, 0, pad, pad, cv2.BORDER_CONSTANT, value=(255.0,))
    sized = cv2.resize(padded, (wide, _HEIGHT), interpolation=cv2.INTER_LINEAR)
    full = -(-wide // _STEP) * _STEP
    values = np.zeros((_HEIGHT, full), np.float32)
    values[:, :wide] = sized.astype(np.float32) / 127.5 - 1.0
    return np.broadcast_to(values, (1, 3, _HEIGHT, full)).copy(), wide / full


def decode(probabilities: Probabilities, characters: Sequence[str], used: float = 1.0) -> Reading:
    """The best path: repeated places are one character, blanks part them.

    >>> p = np.eye(3, dtype=np.float32)[[1, 1, 0, 1, 2]]
    >>> decode(p, ["", "a", "b"]).text
    'aab'
    """
    best = probabilities.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate([[0], best[:-1]])))
    if not starts.size:
        return NOTHING
    ends = np.append(np.flatnonzero(best[1:] != best[:-1]), len(best) - 1)
    last = ends[np.searchsorted(ends, starts)]
    scores = tuple(float(probabilities[a : b + 1, best[a]].max()) for a, b in zip(starts, last, strict=True))
    places = tuple(float(((a + b) / 2 + 0.5) / len(best) / used) for a, b in zip(starts, last, strict=True))
    return Reading("".join(characters[int(best[a])] for a in starts), scores, places)


def _detector_tensor(picture: Pixels) -> tuple[npt.NDArray[np.float32], float]:
    """A picture as the detector wants it, and how much smaller it is than the given one."""
    height, width = picture.shape[:2]
    scale = min(1.0, _DETECTOR_SIDE / max(height, width))
    sized = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    down, across = (-(-side // 32) * 32 for side in sized.shape[:2])
    values = np.ones((down, across), np.float32)
    values[: sized.shape[0], : sized.shape[1]] = sized.astype(np.float32) / 127.5 - 1.0
    return np.broadcast_to(values, (1, 3, down, across)).copy(), scale


def detected_boxes(
    probabilities: npt.NDArray[np.float32], scale: float, width: int, height: int
) -> list[tuple[int, int, int, int]]:
    """Upright boxes around what a detector marks as text, in pixels of the given picture."""
    marked = (probabilities > _DETECTED).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marked, connectivity=8)
    boxes = []
    for n in range(1, min(count, 1_000)):
        x, y, w, h, area = (int(v) for v in stats[n, :5])
        window = slice(y, y + h), slice(x, x + w)
        if area < 12 or probabilities[window][labels[window] == n].mean() < _SURELY_DETECTED:
            continue
        grown = w * h * _UNCLIP / (2 * (w + h))
        x0, y0, x1, y1 = (x - grown) / scale, (y - grown) / scale, (x + w + grown) / scale, (y + h + grown) / scale
        boxes.append((max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)))
    return boxes
