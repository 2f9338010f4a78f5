"""The JSON Schema (2020-12) of a document, made from the models of `schemas.document`."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from schemas.document import Document
from schemas.tables import SCHEMA_VERSION

FILE_NAME = "document.schema.json"


def document_schema() -> dict[str, Any]:
    """The schema as a mapping."""
    schema = Document.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "IKU document",
        "version": SCHEMA_VERSION,
        **{name: value for name, value in schema.items() if name != "title"},
    }


def schema_text() -> str:
    """The schema as it stands in `document.schema.json`: keys sorted, 2 spaces, one final newline."""
    return json.dumps(document_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def stored_schema() -> str:
    """The text of the `document.schema.json` that is shipped with the package."""
    return (files(__package__) / FILE_NAME).read_text("utf-8")
