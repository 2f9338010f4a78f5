"""Pages to raw documents: the whole of the assembly in one function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.assembly.boxes import open_boxes
from extract.assembly.broken_words import join_broken_words
from extract.assembly.pages import join_labels, part_furniture, sew_pages
from extract.assembly.parts import read_parts
from extract.assembly.repeats import without_repeats
from extract.assembly.segments import segments
from extract.assembly.sheets import lay_sheets
from extract.assembly.stream import Item, characters, stream, texts_of
from extract.scan.twins import duplicate_of
from normalize.formulas import plain
from schemas.page import Method, Page, Unread, UnreadReason
from schemas.raw import RawDocument, RawRemainder, RawSource, RawText, RemainderReason, Trouble


def read_documents(pages: Iterable[Page]) -> RawSource:
    """The documents of a source in reading order, and what stood in none of them."""
    items: list[Item] = []
    unread: list[tuple[int | None, Unread]] = []
    count = 0
    methods: set[Method] = set()
    furniture: list[RawRemainder] = []
    pictures: list[RawRemainder] = []
    for page in sew_pages(_without_furniture(pages, furniture)):
        count += 1 if page.number is not None else 0
        methods.add(page.method)
        items.extend(open_boxes(stream((page,))))
        for entry in page.unread:
            if entry.reason is UnreadReason.IMAGE and entry.where.box is not None:
                pictures.append(RawRemainder(entry.detail, entry.where, RemainderReason.UNREAD_IMAGE))
            else:
                unread.append((page.number, entry))
    items = lay_sheets(join_broken_words(items))
    items, repeated = without_repeats(items)
    furniture.extend(_as_furniture(repeated))
    found: list[RawDocument] = []
    documents: list[RawDocument] = []
    loose: list[RawRemainder] = []
    for segment in segments(items):
        document = read_parts(segment.items, len(documents) + 1)
        found.append(document)
        if _is_document(document):
            documents.append(_with_running_heads(document, furniture))
        else:
            loose += _all_text(document)
    return RawSource(
        documents=tuple(documents),
        method=methods.pop() if len(methods) == 1 else Method.MIXED if methods else Method.TEXT,
        remainder=(*loose, *furniture, *pictures),
        pages=count or None,
        characters=characters(items),
        troubles=(*(_trouble(number, entry) for number, entry in unread), *_headless_tables(found)),
    )


def _with_running_heads(document: RawDocument, furniture: list[RawRemainder]) -> RawDocument:
    """The document with what the program or the typist repeated on its pages."""
    first, last = document.page_first or 0, document.page_last or 0
    heads = [RawText(f.text, f.where) for f in furniture if f.where.page is not None and first <= f.where.page <= last]
    return replace(document, around=(*document.around, *heads)) if heads else document


def _without_furniture(pages: Iterable[Page], furniture: list[RawRemainder]) -> Iterator[Page]:
    """The pages without page numbers and running heads, which are put down in `furniture`."""
    for page, lines in part_furniture(_once(pages, furniture)):
        for line in lines:
            text = " ".join(plain(piece.content) for piece in line.pieces)
            furniture.append(RawRemainder(text, line.where, RemainderReason.FURNITURE))
        yield join_labels(page)


def _once(pages: Iterable[Page], furniture: list[RawRemainder]) -> Iterator[Page]:
    """The pages without those that were scanned twice; what such a page says is put down as furniture."""
    for page in pages:
        if duplicate_of(page) is None:
            yield page
            continue
        furniture.extend(_as_furniture(stream((page,))))
        yield replace(page, blocks=())


def _as_furniture(items: Iterable[Item]) -> Iterator[RawRemainder]:
    for item in items:
        yield RawRemainder(" | ".join(texts_of(item)), item.where, RemainderReason.FURNITURE)


def _is_document(document: RawDocument) -> bool:
    """A document has an indicator table, or at least a heading with labelled fields under it."""
    return bool(document.tables) or bool(document.title and any(field.items for field in document.fields))


def _all_text(document: RawDocument) -> list[RawRemainder]:
    """What was sorted into the parts of something that is no document."""
    texts = [*document.basis, *document.revision, *document.title]
    for field in document.fields:
        texts += [field.label, *field.items]
    texts += [
        part for s in document.signatures for part in (s.tempat, s.tanggal, s.jabatan, s.nama, s.pangkat, s.nip) if part
    ]
    kept = [RawRemainder(text.text, text.where, RemainderReason.UNASSIGNED_LINE) for text in texts if text.text]
    return [*kept, *document.remainder]


def _headless_tables(found: list[RawDocument]) -> list[Trouble]:
    """A document whose only tables have no heading that reads as one."""
    return [
        Trouble("table_without_heading", "a table under an IKU heading has no column headings that could be recognised")
        for document in found
        if document.title
        and not document.tables
        and any(entry.reason is RemainderReason.LOOK_ALIKE_TABLE for entry in document.remainder)
    ]


def _trouble(number: int | None, entry: Unread) -> Trouble:
    return Trouble(entry.reason.value, entry.detail or entry.reason.value, number)
