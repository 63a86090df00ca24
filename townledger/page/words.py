"""The common two-character words: what may form across a break, and what a last character belongs to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from townledger.lexicon import LEXICON, LexiconError

PAIRS_FILE = LEXICON / "word_pairs.txt"


@cache
def word_pairs(path: Path = PAIRS_FILE) -> frozenset[str]:
    """Return the common two-character words.

    Raises
    ------
    LexiconError
        The file cannot be read or a line is not ``字 second characters``.
    """
    words: set[str] = set()
    try:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#"):
                continue
            head, blank, tails = line.partition(" ")
            if len(head) != 1 or not blank or not tails or " " in tails:
                raise LexiconError(f"{path.name} 第{number}行：应为“首字 空格 所有次字”")
            words.update(head + tail for tail in tails)
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}：不能读取（{error}）") from error
    return frozenset(words)
