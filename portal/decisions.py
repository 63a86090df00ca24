"""A decision that somebody takes on the page of a figure: kept as a file of corrections, nothing else.

The portal writes no warehouse. A decision goes into ``data/reviews/`` in the form in which `make review`
keeps those of a returned workbook (YAML: no program takes what people type for a formula); there the sensor
finds it, and the same rules accept or refuse it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import yaml

from portal.reports import BEIJING

TIES = ("finding_id", "metric_id", "sentence_hash")
"""What ties a decision to its doubt and to the sentence that was shown."""
FILLED = ("decision", "value_low", "value_high", "unit", "reason", "reviewer")
MAX_BYTES = 16_384
"""Longest form that is read: a reason has at most 2,000 characters."""


def decided_now() -> str:
    """Return the moment in Beijing time, as a file of corrections has it."""
    return datetime.now(BEIJING).replace(tzinfo=None, microsecond=0).isoformat()


def keep(folder: Path, given: Mapping[str, str], decided_at: str) -> Path:
    """Write one decision into the folder and return its file; sent twice in one second it is one file.

    Raises
    ------
    OSError
        The folder cannot be written to.
    """
    row = {name: value for name in (*TIES, *FILLED) if (value := given.get(name, "").strip())}
    entry = row | {"decided_at": decided_at, "source": "下载页"}
    content = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100).encode()
    path = folder / f"portal-{decided_at[:10]}-{sha256(content).hexdigest()[:12]}.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{path.name}.part"  # hidden from the sensor until it is whole
    part.write_bytes(content)
    os.replace(part, path)
    return path
