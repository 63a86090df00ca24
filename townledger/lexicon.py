"""Word lists: loading, checking, and one regular expression from many words.

The lists are CSV files in ``seeds/lexicon/``, to be edited by people who know the field. Each row says in its
``source`` column where the word comes from. A file is checked whole when it is loaded; the first fault is
reported with file and line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

LEXICON = Path(__file__).resolve().parents[1] / "seeds" / "lexicon"


class LexiconError(ValueError):
    """A word list is faulty; the message names the file, the line and what to mend."""


def read_words(
    path: Path, columns: Mapping[str, Collection[str] | None], optional: Collection[str] = ()
) -> list[dict[str, str]]:
    """Return the rows of a word list, checked.

    Parameters
    ----------
    path
        A UTF-8 CSV file whose first column is the word itself.
    columns
        Column names in order, ``source`` apart (it is always last); with the values allowed in the column,
        or None where any text is.
    optional
        Columns whose cells may be empty.

    Raises
    ------
    LexiconError
        The file is missing or has no rows, its header is another, or a row has an empty or superfluous cell,
        a value that is not allowed, blanks around a word, or a word that stood before.
    """
    header = [*columns, "source"]
    rows: list[dict[str, str]] = []
    seen: dict[str, int] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            if next(reader, None) != header:
                raise LexiconError(f"{path.name} 第1行：表头应为 {','.join(header)}")
            for cells in reader:
                where = f"{path.name} 第{reader.line_num}行"
                if len(cells) != len(header):
                    raise LexiconError(f"{where}：应有{len(header)}格，实有{len(cells)}格")
                row = dict(zip(header, cells, strict=True))
                _check(row, columns, optional, where)
                word = cells[0]
                if word in seen:
                    raise LexiconError(f"{where}：“{word}”已见于第{seen[word]}行")
                seen[word] = reader.line_num
                rows.append(row)
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}：不能读取（{error}）") from error
    if not rows:
        raise LexiconError(f"{path.name}：没有词条")
    return rows


def _check(
    row: Mapping[str, str],
    columns: Mapping[str, Collection[str] | None],
    optional: Collection[str],
    where: str,
) -> None:
    """Raise LexiconError for a cell that is empty, has blanks around its word, or has no allowed value."""
    for column, value in row.items():
        if not (value or column in optional) or value != value.strip():
            raise LexiconError(f"{where}：{column} 为空或首尾有空格")
        allowed = columns.get(column)
        if allowed is not None and value not in allowed:
            raise LexiconError(f"{where}：{column} 不能是“{value}”，可用 {'、'.join(sorted(allowed))}")


@cache
def surnames() -> dict[str, bool]:
    """Return the Chinese surnames, single and compound, and whether each is one of the hundred commonest."""
    rows = read_words(LEXICON / "surnames.csv", {"surname": None, "frequent": {"yes", "no"}})
    return {row["surname"]: row["frequent"] == "yes" for row in rows}


def alternation(words: Iterable[str], unless: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a pattern that matches any of the words, the longest first, with common beginnings shared.

    Shared beginnings keep the search linear in the text and nearly independent of the number of words.
    ``unless`` gives the characters before which a word does not count: 种 unless 子 follows.
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = unless.get(word, "")
    return _branch(trie, top=True)


def _branch(node: dict[str, Any], top: bool = False) -> str:
    barred = node.get("")  # None where no word ends
    leaves = sorted(c for c, rest in node.items() if c and rest == {"": ""})
    options = [re.escape(c) + _branch(rest) for c, rest in sorted(node.items()) if c and rest != {"": ""}]
    if top or len(leaves) == 1:
        options.extend(map(re.escape, leaves))  # re skips ahead only if all options begin with a letter
    elif leaves:
        options.append(f"[{''.join(map(re.escape, leaves))}]")
    if barred:
        options.append(f"(?![{re.escape(barred)}])")
    if not options:
        return ""
    return f"(?:{'|'.join(options)}){'?' if barred == '' else ''}"
