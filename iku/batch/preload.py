"""Imported once, by the process from which workers are forked: all that reading text needs, warm."""

from __future__ import annotations

from extract.identify import MediaType
from iku.batch import worker
from iku.dataset.parcel import pack
from iku.pipeline import read_source

__all__ = ["worker"]

_WARMING = """INDIKATOR KINERJA UTAMA
DINAS CONTOH KOTA CONTOH
NO\tSASARAN\tINDIKATOR KINERJA\tFORMULASI\tSUMBER DATA
1\tMeningkatnya layanan\tPersentase layanan\tJumlah layanan tepat waktu / Jumlah layanan x 100%\tBidang
"""
"""Reading anything loads vocabularies and compiles patterns; done here, no worker does it again."""

pack(read_source(_WARMING.encode(), media_type=MediaType.TEXT))
