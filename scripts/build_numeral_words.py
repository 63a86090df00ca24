"""Build seeds/lexicon/numeral_words.csv: words of the general vocabulary that hold a numeral and count nothing.

Usage: python scripts/build_numeral_words.py DICT

DICT is ``dict.txt`` of the PyPI package jieba 0.42.1 (MIT): word, frequency, part of speech. Idioms, names and
set phrases become ``name``; adverbs, pronouns and the like become ``skip`` (no mention at all). What the unit
table can read as a count (三只, 八段) is left out: only the hand-kept numerals.csv may overrule a count.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from townledger.numerals import IDIOMS  # noqa: E402
from townledger.units import table  # noqa: E402

NUMERALS = "零〇一二三四五六七八九十百千万亿两半"
NAMES = frozenset(("i", "l", "n", "nz", "ns", "nt", "b", "j"))
SKIPS = frozenset(("d", "a", "r", "c", "v", "z", "vn", "f", "s"))


def main(path: Path) -> None:
    """Write the list."""
    own = {
        row["word"] for row in csv.DictReader((ROOT / "seeds/lexicon/numerals.csv").open(encoding="utf-8"))
    }
    units = "|".join(sorted((re.escape(u) for u in table()), key=len, reverse=True))
    counts = re.compile(
        rf"第?[{NUMERALS}]+(?:多|余)?(?:{units}|级|年|月|日|等|号|届|次|战|审|产)[{NUMERALS}]?.?"
    )
    ends = re.compile(rf"[{NUMERALS}](?:{units})$")
    rows: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, part = line.split()
        if word in own or not re.fullmatch("[一-鿿]+", word) or not any(c in NUMERALS for c in word):
            continue
        if ends.search(word) or re.match("[前后第近]|几十|十几", word) or word in IDIOMS:
            continue  # 翻两番, 近千人, 前三名: these count
        if word[-1] in NUMERALS and part not in SKIPS and part != "i":
            continue
        if part in ("i", "l") and len(word) >= 4:
            if part == "l" and (
                int(frequency) < 3 or (counts.match(word) and not re.match(rf"..[{NUMERALS}]", word))
            ):
                continue
            rows[word] = "skip" if re.findall(f"[{NUMERALS}]", word) == ["一"] else "name"
        elif part in NAMES and len(word) >= 3 and not counts.fullmatch(word) and int(frequency) >= 3:
            rows[word] = "name"
        elif (
            part in SKIPS
            and len(word) <= 4
            and not counts.fullmatch(word)
            and "一" in word + "一" * (word[0] in "零万千百十")
        ):
            rows[word] = "skip"
    with (ROOT / "seeds/lexicon/numeral_words.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("word", "class", "reason", "source"))
        for word, class_ in sorted(rows.items()):
            out.writerow(
                (word, class_, "固定词语" if class_ == "name" else "词内数字", "jieba 0.42.1 词典（MIT）")
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
