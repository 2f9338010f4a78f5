"""PDFs written by hand for the tests: texts, rules and boxes at given places, nothing more than a test needs."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
WIDTHS = dict.fromkeys(range(32, 127), 500)
"""Every letter of the test font is half an em wide, so that places can be worked out in the head."""


@dataclass
class Sheet:
    """One page; places are points from the top left, y down."""

    width: float = 600
    height: float = 800
    content: list[str] = field(default_factory=list)
    extra: str = ""
    """Further entries of the page's dictionary."""
    size: float = 10

    def text(
        self, x: float, y: float, text: str, *, size: float | None = None, font: str = "F1", before: str = ""
    ) -> Sheet:
        """`text` with its baseline at y."""
        shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.content.append(
            f"{before} BT /{font} {size or self.size} Tf 1 0 0 1 {x} {self.height - y} Tm ({shown}) Tj ET"
        )
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> Sheet:
        """A stroked line."""
        self.content.append(f"{width} w {x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def bar(self, x0: float, x1: float, y: float, thickness: float = 0.5) -> Sheet:
        """A filled rectangle as thin as a rule."""
        self.content.append(f"{x0} {self.height - y - thickness / 2} {x1 - x0} {thickness} re f")
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float, paint: str = "f", colour: str = "0.8 g") -> Sheet:
        """A filled (f) or stroked (S) rectangle."""
        self.content.append(f"q {colour} {x0} {self.height - bottom} {x1 - x0} {bottom - top} re {paint} Q")
        return self

    def raw(self, operators: str) -> Sheet:
        """Operators as they are."""
        self.content.append(operators)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]] = ()) -> Sheet:
        """A ruled table with one line of text in each cell, 4 points from its left border and 12 below its top."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self.fill(xs, ys, texts)

    def fill(self, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]]) -> Sheet:
        """The texts of a table without its rules."""
        for top, row in zip(ys, texts, strict=False):
            for left, text in zip(xs, row, strict=False):
                for n, line in enumerate(text.split("\n") if text else []):
                    self.text(left + 4, top + 12 + 12 * n, line)
        return self


def font(base: str = "Helvetica", to_unicode: int | None = None) -> str:
    """A font dictionary with the test's own widths."""
    widths = " ".join(str(WIDTHS.get(code, 500)) for code in range(32, 256))
    mapped = f"/ToUnicode {to_unicode} 0 R" if to_unicode else ""
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /FirstChar 32 /LastChar 255 /Widths [{widths}]"
        f" /Encoding /WinAnsiEncoding {mapped} >>"
    )


def cmap(pairs: dict[str, str]) -> bytes:
    """A ToUnicode map from letters to the UTF-16 they stand for."""
    lines = "\n".join(
        f"<{ord(a):02X}> <{b.encode('utf-16-be', 'surrogatepass').hex().upper()}>" for a, b in pairs.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n{lines}\nendbfchar endcmap end end"
    ).encode()


def build(
    *sheets: Sheet,
    mapping: dict[str, str] | None = None,
    forms: Sequence[tuple[str, str]] = (),
    password: str | None = None,
) -> bytes:
    """The PDF of these pages. `mapping` is the ToUnicode map of font F3, `forms` names and contents of form XObjects;
    with a `password` (which may be empty) the file is encrypted (RC4, 40 bits)."""
    objects: dict[int, bytes] = {}
    first_form = 20
    names = " ".join(f"/{name} {first_form + n} 0 R" for n, (name, _) in enumerate(forms))
    resources = f"<< /Font << /F1 4 0 R /F2 5 0 R /F3 6 0 R /F4 9 0 R >> /XObject << {names} >> >>"
    objects[4], objects[5] = font().encode(), font("Helvetica-Bold").encode()
    objects[6] = font(to_unicode=7).encode()
    objects[7] = _stream(cmap(mapping or {"A": "A"}), "")
    objects[8], objects[9] = resources.encode(), font("CMEX10").encode()
    for n, (_, content) in enumerate(forms):
        head = "/Type /XObject /Subtype /Form /BBox [0 0 20000 20000] /Resources 8 0 R"
        objects[first_form + n] = _stream(content.encode(), head)
    first = first_form + len(forms)
    for n, sheet in enumerate(sheets):
        page, content = first + 2 * n, first + 2 * n + 1
        box = "" if "/MediaBox" in sheet.extra else f"/MediaBox [0 0 {sheet.width} {sheet.height}]"
        objects[page] = (
            f"<< /Type /Page /Parent 2 0 R {box} /Resources 8 0 R /Contents {content} 0 R {sheet.extra} >>".encode()
        )
        objects[content] = _stream("\n".join(sheet.content).encode("latin-1"), "")
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(sheets)))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode()
    return _file(objects, password)


def _stream(data: bytes, head: str) -> bytes:
    packed = zlib.compress(data)
    return f"<< {head} /Filter /FlateDecode /Length {len(packed)} >> stream\n".encode() + packed + b"\nendstream"


def _file(objects: dict[int, bytes], password: str | None) -> bytes:
    trailer = ""
    if password is not None:
        objects, trailer = _encrypted(objects, password)
    out = bytearray(b"%PDF-1.5\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    top = max(objects) + 1
    out += f"xref\n0 {top}\n0000000000 65535 f \n".encode()
    for number in range(1, top):
        out += f"{places.get(number, 0):010d} {0:05d} {'n' if number in places else 'f'} \n".encode()
    out += f"trailer << /Size {top} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _encrypted(objects: dict[int, bytes], password: str) -> tuple[dict[int, bytes], str]:
    """Streams encrypted by the standard handler, revision 2; the strings of these files are not."""
    identity, rights = b"0123456789abcdef", -4
    user = (password.encode() + PAD)[:32]
    owner = _rc4(hashlib.md5(PAD).digest()[:5], user)
    rest = owner + rights.to_bytes(4, "little", signed=True) + identity
    key = hashlib.md5(user + rest).digest()[:5]
    coded: dict[int, bytes] = {}
    for number, body in objects.items():
        head, mark, tail = body.partition(b"stream\n")
        if mark:
            data = tail.removesuffix(b"\nendstream")
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            coded[number] = head + mark + _rc4(own, data) + b"\nendstream"
        else:
            coded[number] = body
    check = _rc4(key, PAD)
    entry = f"<< /Filter /Standard /V 1 /R 2 /P {rights} /O <{owner.hex()}> /U <{check.hex()}> >>"
    return coded, f"/ID [<{identity.hex()}> <{identity.hex()}>] /Encrypt {entry}"


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
