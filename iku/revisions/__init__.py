"""Revisions: which documents replace one another, in which order, what changed, and since when.

    papers ─ bodies ─ duplicates ─ families (series, order, strands) ─ histories (matching) ─ changes, versions ─▶ Links

`link` is a pure function of what the documents say: neither their order nor the runs that brought them shows.
"""

from iku.revisions.link import Links, link

__all__ = ["Links", "link"]
