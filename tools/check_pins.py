"""Whether requirements.lock pins everything that pyproject.toml asks for, with hashes and without addresses.

    python tools/check_pins.py

Write the lock anew with: uv export --no-header --no-emit-project --all-groups -o requirements.lock
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


def wanted() -> list[Requirement]:
    """The direct requirements of the project and its groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [entry for group in project.get("dependency-groups", {}).values() for entry in group]
    return [Requirement(entry) for entry in [*project["project"]["dependencies"], *groups]]


def pins(lock: str) -> dict[str, str]:
    """The pinned versions by name."""
    found = {}
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.rstrip(" \\"))
            (specifier,) = requirement.specifier
            found[canonicalize_name(requirement.name)] = specifier.version
    return found


def main() -> int:
    """Print what is wrong; the exit code says whether anything is."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = pins(lock)
    wrong = [
        f"{requirement} is not met by the pin {pinned.get(canonicalize_name(requirement.name))}"
        for requirement in wanted()
        if not requirement.specifier.contains(pinned.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]
    if "://" in lock:
        wrong.append("requirements.lock holds download addresses")
    if lock.count("--hash=") < len(pinned):
        wrong.append("some pins have no hash")
    for line in wrong:
        sys.stderr.write(f"requirements.lock: {line}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
