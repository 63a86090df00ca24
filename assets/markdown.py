"""Markdown for the UI's metadata, in which text from pages stays text: no link, no picture, no heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

ROWS = 24
"""Rows of a table, unless more are asked for."""
_CUT = 60  # characters of a cell
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")  # CommonMark: a backslash makes any of them plain


def plain(value: Any, cut: int = _CUT) -> str:
    """Return a value as one line of Markdown that shows it and nothing else."""
    text = " ".join(str("" if value is None else value).split())
    text = text if len(text) <= cut else text[: cut - 1] + "…"
    return _PUNCTUATION.sub(r"\\\1", text)


def table(header: Sequence[str], rows: Iterable[Sequence[Any]], most: int = ROWS) -> str:
    """Return a table of at most ``most`` rows, and how many more there are; nothing when there are none."""
    given = list(rows)
    if not given:
        return ""
    lines = [_line(map(plain, header)), _line(["---"] * len(header))]
    lines += [_line(map(plain, row)) for row in given[:most]]
    return "\n".join(lines) + (f"\n\n另有 {len(given) - most} 行未列" if len(given) > most else "")


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
