"""Data classes of values: immutable as type checkers see them, and as cheap to make as plain ones.

A frozen data class sets each field by `object.__setattr__`, which costs three times the assignment; a document is made
of a thousand such objects. Nothing here may be assigned to after `__init__`: mypy holds it, and hashes rely on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T]) -> type[T]:
    """The class as a data class with slots, equality and a hash, whose fields are set once."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
