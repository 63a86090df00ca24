"""What a result depends on, as short hashes: the code, the rule tables and the register."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from assets.home import ROOT

_ROOMS = ("townledger", "checks", "warehouse", "reports", "assets")
_NO_RULES = ("newspapers", "reviews", "gold", "register")  # input, answers, or with a version of its own


def fingerprint(paths: Iterable[Path]) -> str:
    """Return the SHA-256 (hexadecimal) of the names and contents of files and of all files under folders."""
    total = sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" not in file.parts:
                total.update(str(file.relative_to(ROOT)).encode() + b"\0")
                total.update(sha256(file.read_bytes()).digest())
    return total.hexdigest()


@cache
def register_version() -> str:
    """Return the version of the administrative register."""
    return fingerprint([ROOT / "seeds" / "register"])[:12]


@cache
def rules_version() -> str:
    """Return the version of all rule tables: the seeds and the tables that lie beside the code."""
    seeds = [p for p in sorted((ROOT / "seeds").iterdir()) if p.is_dir() and p.name not in _NO_RULES]
    beside = [p for room in _ROOMS for p in sorted((ROOT / room).rglob("*")) if p.suffix in (".yaml", ".csv")]
    return fingerprint([*seeds, *beside])[:12]


@cache
def code_version() -> str:
    """Return the version of the package and of its code, such as ``0.1.0+1a2b3c4d5e6f``."""
    code = [p for room in _ROOMS for p in sorted((ROOT / room).rglob("*.py"))]
    return f"{version('townledger')}+{fingerprint(code)[:12]}"


@cache
def doubter_version() -> str:
    """Return the version of all that decides what is doubted on a page, beside what was read from it."""
    return fingerprint([ROOT / "checks"])[:12]


@cache
def contracts_version() -> str:
    """Return the version of all that decides what the warehouse may hold, its rule tables among it."""
    return (
        f"{doubter_version()}{reader_version()}{fingerprint([ROOT / 'assets' / 'contract_checks.py'])[:12]}"
    )


@cache
def reader_version() -> str:
    """Return the version of all that decides what is read from a page: reader, rule tables, register."""
    seeds = [p for p in sorted((ROOT / "seeds").iterdir()) if p.name not in ("newspapers", "reviews", "gold")]
    return fingerprint([ROOT / "townledger", *seeds])[:12]
