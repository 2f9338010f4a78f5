"""What the tests share: the folder of real and generated material beside the repository, where it is present."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the folder `shared` with seeds and corpus is not beside the repository")
    return SHARED
