"""The page card: what the reader makes of a page, as its editor would want to check it, in Markdown for the UI.

Everything from a page is escaped: no headline becomes a link, a picture or a heading of the card.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from checks.contracts import TABLES
from warehouse.dictionary import Readable

CARDS = 12
"""Pages that get a card: those that this run has read come first."""
_ROWS = 24  # rows of each of a card's tables
_CUT = 60  # characters of a cell
_AROUND = 8  # characters shown on either side of a break
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")  # CommonMark: a backslash makes any of them plain
_DOUBTFUL = ("lookalike", "parent_mismatch", "unresolved")


def page_cards(store: Readable, fresh: Collection[str]) -> dict[str, str]:
    """Return the cards of at most ``CARDS`` pages as Markdown by page id; the pages in ``fresh`` come first."""
    ids = store.read("SELECT page_id FROM page ORDER BY page_id")["page_id"].to_list()
    chosen = sorted(ids, key=lambda page_id: (page_id not in fresh, page_id))[:CARDS]
    return {page_id: _card(store, page_id) for page_id in chosen}


def _card(store: Readable, page_id: str) -> str:
    def rows(sql: str) -> list[dict[str, Any]]:
        return store.read(sql, [page_id]).to_dicts()

    (page,) = rows("SELECT * FROM page WHERE page_id = ?")
    articles = rows("SELECT * FROM article WHERE page_id = ? ORDER BY seq")
    fragments = rows("SELECT * FROM fragment WHERE page_id = ? ORDER BY char_start, char_end")
    places = rows(
        "SELECT text, match, place_name, place_code, reason, count(*) AS times FROM place_mention "
        f"WHERE page_id = ? AND match IN {_DOUBTFUL} GROUP BY ALL ORDER BY min(char_start)"
    )
    classes = rows("SELECT class, count(*) AS n FROM number WHERE page_id = ? GROUP BY class")
    counts = {
        table: rows(f"SELECT count(*) AS n FROM {table} WHERE page_id = ?")[0]["n"]
        for table in ("metric", "place_mention", "person_post", "organisation", "mechanism")
    }
    parts = [
        f"### {plain(page['file_name'])}",
        f"**出版日期**　{_issued(page)}",
        "\n".join(f"- {plain(step, cut=200)}" for step in page["issue_date_evidence"].split("；") if step),
        f"**数字**　{_classes(classes)}",
        "**读出**　" + "，".join(f"{TABLES[table].title} {n}" for table, n in counts.items()),
        f"**文章**　{len(articles)}",
        _table(
            ("序", "体裁", "标题", "署名", "所写之地"),
            (
                (a["seq"], _word("article.kind", a["kind"]), _title(a), a["byline"], a["place_code"])
                for a in articles
            ),
        ),
        f"**断处**　{len(fragments)}",
        _table(
            ("处理", "断处之前", "接续之文", "依据"),
            (
                (_word("fragment.kind", f["kind"]), *_around(page["text"], f), f["evidence"])
                for f in fragments
            ),
        ),
        f"**存疑的地名**　{len(places)}",
        _table(
            ("原文", "次数", "结果", "名录所载", "代码", "理由"),
            (
                (
                    *(p["text"], p["times"], _word("place_mention.match", p["match"])),
                    *(p["place_name"], p["place_code"], p["reason"]),
                )
                for p in places
            ),
        ),
    ]
    return "\n\n".join(part for part in parts if part)


def plain(value: Any, cut: int = _CUT) -> str:
    """Return a value as one line of Markdown that shows it and nothing else."""
    text = " ".join(str("" if value is None else value).split())
    text = text if len(text) <= cut else text[: cut - 1] + "…"
    return _PUNCTUATION.sub(r"\\\1", text)


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    given = list(rows)
    if not given:
        return ""
    lines = [_line(header), _line(["---"] * len(header), escaped=True)]
    lines += [_line(row) for row in given[:_ROWS]]
    more = f"\n\n另有 {len(given) - _ROWS} 行未列" if len(given) > _ROWS else ""
    return "\n".join(lines) + more


def _line(cells: Sequence[Any], escaped: bool = False) -> str:
    return "| " + " | ".join(cell if escaped else plain(cell) for cell in cells) + " |"


def _issued(page: Mapping[str, Any]) -> str:
    low, high = page["issue_date_low"], page["issue_date_high"]
    if low is None and high is None:
        return "年份未定"
    return f"{low}" if low == high else f"{low or '？'} 至 {high or '？'}"


def _classes(rows: Sequence[Mapping[str, Any]]) -> str:
    found = {row["class"]: row["n"] for row in rows}
    words = TABLES["number"].columns["class"].values
    told = "，".join(f"{word} {found[code]}" for code, word in words.items() if code in found)
    return f"{sum(found.values())}" + (f"（{told}）" if told else "")


def _word(column: str, code: str) -> str:
    table, _, name = column.partition(".")
    return TABLES[table].columns[name].values.get(code, code)


def _title(article: Mapping[str, Any]) -> str:
    return "　".join(article[part] for part in ("kicker", "title", "subtitle") if article[part])


def _around(text: str, fragment: Mapping[str, Any]) -> tuple[str, str]:
    """Return the words before a break and those with which the text goes on, if it does."""
    before = text[max(0, fragment["char_start"] - 2 * _AROUND) : fragment["char_start"]].rstrip()
    on = fragment["joined_to"]
    return before[-_AROUND:], "" if on is None else text[on : on + 2 * _AROUND].lstrip()[:_AROUND]
