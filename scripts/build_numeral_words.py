"""Build seeds/lexicon/numeral_words.csv: words of the general vocabulary with a numeral that count nothing.

Usage: python scripts/build_numeral_words.py DICT

DICT is ``dict.txt`` of the PyPI package jieba 0.42.1 (MIT): word, frequency, part of speech. Idioms, names
and set phrases become ``name``; adverbs, pronouns and the like become ``skip`` (no mention at all). What the
unit table can read as a count (三只, 八段) is left out: only the hand-kept numerals.csv may overrule a count.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from townledger.lexicon import alternation  # noqa: E402
from townledger.numbers.numerals import IDIOMS  # noqa: E402
from townledger.numbers.units import table  # noqa: E402

LEXICON = ROOT / "seeds" / "lexicon"
SOURCE = "jieba 0.42.1 词典（MIT）"
NUMERALS = "零〇一二三四五六七八九十百千万亿两半"
NAMES = frozenset(("i", "l", "n", "nz", "ns", "nt", "b", "j"))
SKIPS = frozenset(("d", "a", "r", "c", "v", "z", "vn", "f", "s"))
UNITS = alternation(text for text, unit in table().items() if unit.kind != "noun")
COUNT = re.compile(rf"第?[{NUMERALS}]+(?:多|余)?(?:{UNITS}|[级等号审产战])[{NUMERALS}]?.?")
ENDS_COUNTING = re.compile(rf"[{NUMERALS}](?:{UNITS})$")
QUALIFIED = re.compile(r"[前后第近]|几十|十几|[十百千万]+[来多余]|[早晚].点")  # 近千人, 十来个, 晚八点
SECOND_NUMERAL = re.compile(rf"..[{NUMERALS}]")
ONLY_ONE = ["一"]


def class_of(word: str, frequency: int, part: str) -> str | None:
    """Return ``name`` or ``skip`` for a word of the dictionary, None when the list should not have it."""
    if not re.fullmatch("[一-鿿]+", word) or not any(char in NUMERALS for char in word):
        return None
    if ENDS_COUNTING.search(word) or QUALIFIED.match(word) or word in IDIOMS:
        return None
    if word[-1] in NUMERALS and part not in SKIPS and part != "i":
        return None
    if part in ("i", "l") and len(word) >= 4:
        rare = part == "l" and frequency < 3
        counts = part == "l" and COUNT.match(word) and not SECOND_NUMERAL.match(word)
        idle = re.findall(f"[{NUMERALS}]", word) == ONLY_ONE
        return None if rare or counts else "skip" if idle else "name"
    if COUNT.fullmatch(word):
        return None
    if part in NAMES:
        return "name" if len(word) >= 3 and frequency >= 3 else None
    grammatical = "一" in word or word[0] in "零万千百十"
    return "skip" if part in SKIPS and len(word) <= 4 and grammatical else None


def main(path: Path) -> None:
    """Write the list."""
    with (LEXICON / "numerals.csv").open(encoding="utf-8") as file:
        own = {row["word"] for row in csv.DictReader(file)}
    rows: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, part = line.split()
        class_ = None if word in own else class_of(word, int(frequency), part)
        if class_:
            rows[word] = class_
    with (LEXICON / "numeral_words.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("word", "class", "reason", "source"))
        for word, class_ in sorted(rows.items()):
            out.writerow((word, class_, "固定词语" if class_ == "name" else "词内数字", SOURCE))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
