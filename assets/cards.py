"""The page card: what the reader makes of a page, for its editor to check, in Markdown for the UI."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from assets.markdown import ROWS, plain, table
from checks.contracts import TABLES
from warehouse.dictionary import Readable

CARDS = 12
"""Pages that get a card: those that this run has read come first."""
_AROUND = 8  # characters shown on either side of a break
_STEPS = re.compile(r"；(?![^（]*）)")  # between the steps of a date's evidence, not inside brackets
_DOUBTFUL = ("lookalike", "parent_mismatch", "unresolved")


def page_cards(store: Readable, fresh: Collection[str]) -> dict[str, str]:
    """Return the cards of at most ``CARDS`` pages, Markdown by page id; the pages in ``fresh`` come first."""
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
    names = rows("SELECT DISTINCT place_code, place_name FROM place_mention WHERE page_id = ? ORDER BY ALL")
    named = {row["place_code"]: row["place_name"] for row in names}
    classes = rows(
        "SELECT class, count(*) AS n FROM number WHERE page_id = ? GROUP BY class ORDER BY n DESC, class"
    )
    counts = {
        name: rows(f"SELECT count(*) AS n FROM {name} WHERE page_id = ?")[0]["n"]
        for name in ("metric", "place_mention", "person_post", "organisation", "mechanism")
    }
    parts = [
        f"### {plain(page['file_name'])}",
        f"**出版日期**　{_issued(page)}",
        "\n".join(f"- {plain(step, cut=200)}" for step in _STEPS.split(page["issue_date_evidence"])[:ROWS]),
        f"**数字**　{_classes(classes)}",
        "**读出**　" + "，".join(f"{TABLES[name].title} {n}" for name, n in counts.items()),
        f"**文章**　{len(articles)}",
        table(
            ("序", "体裁", "标题", "署名", "所写之地", "代码"),
            (
                (
                    *(a["seq"], _word("article.kind", a["kind"]), _title(a, page["text"]), a["byline"]),
                    *(named.get(a["place_code"]), a["place_code"]),
                )
                for a in articles
            ),
        ),
        f"**断处**　{len(fragments)}",
        table(
            ("处理", "断处之前", "接续之文", "依据"),
            (
                (_word("fragment.kind", f["kind"]), *_around(page["text"], f), f["evidence"])
                for f in fragments
            ),
        ),
        f"**存疑的地名**　{len(places)}",
        table(
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


def _issued(page: Mapping[str, Any]) -> str:
    low, high = page["issue_date_low"], page["issue_date_high"]
    if low is None and high is None:
        return "未定"
    return f"{low}" if low == high else f"{low or '？'} 至 {high or '？'}"


def _classes(rows: Sequence[Mapping[str, Any]]) -> str:
    found = {row["class"]: row["n"] for row in rows}
    told = "，".join(f"{_word('number.class', code)} {n}" for code, n in found.items())
    return f"{sum(found.values())}" + (f"（{told}）" if told else "")


def _word(column: str, code: str) -> str:
    owner, _, name = column.partition(".")
    return (TABLES[owner].columns[name].values or {}).get(code, code)


def _title(article: Mapping[str, Any], text: str) -> str:
    """Return the headline with what stands above and below it; of an article without one, its first words."""
    shown = "　".join(article[part] for part in ("kicker", "title", "subtitle") if article[part])
    start = article["char_start"]
    return shown or f"〔{text[start : start + 4 * _AROUND].lstrip()[: 2 * _AROUND]}…〕"


def _around(text: str, fragment: Mapping[str, Any]) -> tuple[str, str]:
    """Return the words before a break and those with which the text goes on, if it does."""
    before = text[max(0, fragment["char_start"] - 2 * _AROUND) : fragment["char_start"]].rstrip()
    on = fragment["joined_to"]
    return before[-_AROUND:], "" if on is None else text[on : on + 2 * _AROUND].lstrip()[:_AROUND]
