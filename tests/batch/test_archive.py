"""Zip archives: members read in place, everything that an honest archive does not hold refused."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import paper
from hypothesis import given
from hypothesis import strategies as st

from extract import archive as archives
from extract.archive import Archive, Member
from extract.errors import ReadError
from iku.inputs import find_inputs
from iku.run import run_extract

Write = Callable[[zipfile.ZipFile], None]


def written(path: Path, write: Write) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        write(archive)
    return path


def with_members(path: Path, members: Iterable[tuple[str, str | bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def refusal(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        Archive(path).members()
    return caught.value.reason_code


UNSAFE: dict[str, Write] = {
    "up": lambda z: z.writestr("a/../../b.txt", "x"),
    "up_in_windows": lambda z: z.writestr("..\\b.txt", "x"),
    "absolute": lambda z: z.writestr("/tmp/b.txt", "x"),
    "drive": lambda z: z.writestr("C:/b.txt", "x"),
    "share": lambda z: z.writestr("\\\\server\\b.txt", "x"),
    "link": lambda z: z.writestr(entry("b.txt", stat.S_IFLNK | 0o777), "/etc/passwd"),
    "device": lambda z: z.writestr(entry("b.txt", stat.S_IFCHR | 0o600), ""),
}


@pytest.mark.parametrize("write", UNSAFE.values(), ids=UNSAFE.keys())
def test_members_that_point_outside_are_refused(write: Write, tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", lambda z: (z.writestr("aman.txt", paper()), write(z))[0])
    assert refusal(path) == "unsafe_archive"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_given_twice_are_refused(tmp_path: Path) -> None:
    path = with_members(tmp_path / "a.zip", [("a.txt", "x"), ("a.txt", "y")])
    assert refusal(path) == "unsafe_archive"


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = with_members(tmp_path / "a.zip", [("a", b"x" * 9000), ("b", b"x" * 9000)])
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # the second entry says it begins where the first does
    path.write_bytes(data)
    assert refusal(path) == "unsafe_archive"


def test_bombs_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "a.zip", lambda z: z.writestr("a.txt", b"\0" * (32 << 20)))
    assert refusal(path) == "too_large"
    monkeypatch.setattr(archives, "MAX_RATIO", 1e9)
    Archive(path).members()
    monkeypatch.setattr(archives, "MAX_TOTAL", 16 << 20)
    assert refusal(path) == "too_large"
    monkeypatch.setattr(archives, "MAX_MEMBERS", 0)
    assert refusal(path) == "too_large"


def test_a_member_that_is_longer_than_it_says_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", lambda z: z.writestr("a.txt", b"\0" * (1 << 20)))
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    archive = Archive(path)
    with pytest.raises(ReadError) as caught:
        archive.read(archive.members()[0].place)
    assert caught.value.reason_code == "corrupt"


def test_a_member_with_a_password_is_refused_by_itself(tmp_path: Path) -> None:
    path = written(tmp_path / "a.zip", lambda z: z.writestr("a.txt", b"rahasia"))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)
    archive = Archive(path)
    with pytest.raises(ReadError) as caught:
        archive.read(archive.members()[0].place)
    assert caught.value.reason_code == "encrypted"


@given(st.binary(max_size=300), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_damage_anywhere_is_a_reason_and_never_an_exception(data: bytes, place: int, damage: bytes) -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", data)
        archive.writestr("b/c.txt", data[::-1])
    broken = bytearray(sink.getvalue())
    broken[place : place + len(damage)] = damage
    path = io.BytesIO(broken)
    reasons = []
    try:
        opened = Archive(path)  # type: ignore[arg-type]  # zipfile takes a file as well as a path
        for member in opened.members():
            assert len(opened.read(member.place)) == member.size
    except ReadError as error:
        reasons.append(error)
    assert all(error.reason_code and "\n" not in error.message for error in reasons)


def test_members_stand_in_sources_and_the_archive_only_where_it_is_refused(folder: Path, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", paper(5))
    members = [
        ("a.txt", paper(1)),
        ("sub/b.txt", paper(2)),
        ("sub/", b""),
        ("__MACOSX/a.txt", b"x"),
        (".DS_Store", b"x"),
        ("kosong.txt", b""),
        ("lagi.zip", inner.getvalue()),
    ]
    with_members(folder / "arsip.zip", members)
    written(folder / "tolak.zip", lambda z: z.writestr("../a.txt", paper(3)))
    written(folder / "hampa.zip", lambda z: None)
    (folder / "rusak.zip").write_bytes(b"PK\x03\x04" + b"rusak" * 30)
    report = run_extract(find_inputs([str(folder)]), tmp_path / "out", jobs=2)
    rows = pq.read_table(tmp_path / "out" / "tables" / "sources.parquet").to_pylist()
    assert {row["uri"]: row["reason_code"] for row in rows} == {
        "arsip.zip!/a.txt": None,
        "arsip.zip!/sub/b.txt": None,
        "arsip.zip!/kosong.txt": "empty_file",
        "arsip.zip!/lagi.zip": "nested_archive",
        "tolak.zip": "unsafe_archive",
        "hampa.zip": "empty_file",
        "rusak.zip": "corrupt",
    }
    assert sum(len(row["uris"]) for row in rows) == report.inputs == 7


def test_members_come_in_the_directory_s_order(tmp_path: Path) -> None:
    path = with_members(tmp_path / "a.zip", [(name, name) for name in "cab"])
    assert Archive(path).members() == [Member(0, "c", 1), Member(1, "a", 1), Member(2, "b", 1)]
