"""Write the goldens of samples: `python -m tests.samples.write_goldens [SAMPLE...]`.

Values at known failures are kept: they are right, the reading is not. Ends with 1 when anything was written, so that a
person looks at the difference before it is believed.
"""

from __future__ import annotations

import sys
from typing import Any

from iku.dataset.files import to_json
from tests.samples.goldens import at, golden, golden_path, known_failures, reading, replace_at, samples


def main(named: list[str]) -> int:
    """Write the goldens of the `named` samples, or of all; 1 when one changed."""
    unknown = set(named) - set(samples())
    if unknown:
        raise SystemExit(f"no such sample: {', '.join(sorted(unknown))}")
    written = [sample for sample in named or samples() if _write(sample)]
    for sample in written:
        sys.stdout.write(f"written, look at it: {golden_path(sample)}\n")
    return 1 if written else 0


def _write(sample: str) -> bool:
    path = golden_path(sample)
    new = _keyed(reading(sample))
    for failure in known_failures():
        if failure.sample == sample and path.exists():
            old = _keyed(golden(sample))
            for pointer in failure.pointers:
                replace_at(new, pointer, at(old, pointer))
    data = to_json(_listed(new))
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _keyed(documents: list[Any]) -> list[Any]:
    return [d | {"evidence": {entry["pointer"]: entry for entry in d["evidence"]}} for d in documents]


def _listed(documents: list[Any]) -> list[Any]:
    return [d | {"evidence": [d["evidence"][pointer] for pointer in sorted(d["evidence"])]} for d in documents]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
