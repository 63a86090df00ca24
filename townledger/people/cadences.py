"""Words of cadence (每周, 一月) and the duties that return with one (巡查, 通报)."""

from __future__ import annotations

import re
from functools import cache

from townledger.lexicon import LEXICON, alternation, read_words

_CADENCES = frozenset({"day", "week", "ten_days", "half_month", "month", "quarter", "half_year", "year"})


@cache
def cadences() -> dict[str, str]:
    """Return the words of cadence and what each means: day, week, ten_days … year."""
    rows = read_words(LEXICON / "cadences.csv", {"word": None, "cadence": _CADENCES})
    return {row["word"]: row["cadence"] for row in rows}


@cache
def duty_pattern() -> re.Pattern[str]:
    """Return the pattern of the duties that return with a cadence: 巡查, 通报, 公示."""
    rows = read_words(LEXICON / "mechanism_actions.csv", {"action": None})
    return re.compile(alternation(row["action"] for row in rows))
