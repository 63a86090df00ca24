"""The annotated pages of the layout's tests: the five newspaper pages and other kinds of text."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from townledger.dating.dates import issue_date
from townledger.page.layout import LaidArticle, Layout, lay_out
from townledger.page.text import shadow

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data" / "layout"
PAGES = {path.stem.split("_")[0]: path for path in sorted((ROOT / "seeds" / "newspapers").glob("*.txt"))}
PAGES |= {path.stem: path for path in sorted(DATA.glob("*.txt"))}
FIELDS = {"引": "kicker", "题": "title", "副": "subtitle", "署": "byline"}
WORDS = {"banner": "栏目", "caption": "图注", "furniture": "版务", "photo": "图片"}
"""The words of the annotation for the kinds of article; news, brief and feature are 文章."""
LINE_ENDS = {"CR": "\r", "CRLF": "\r\n"}


def page(name: str) -> str:
    with PAGES[name].open(encoding="utf-8", newline="") as file:
        return file.read()


def rows(file: str, name: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if row["page"] == name]


@dataclass(frozen=True)
class Case:
    """A page of ``pages/`` with its annotation: one ``(word, value)`` a line, in reading order."""

    name: str
    raw: str
    expected: tuple[tuple[str, str], ...]

    def of(self, *words: str) -> list[str]:
        return [value for word, value in self.expected if word in words]


@cache
def cases() -> tuple[Case, ...]:
    """Return the pages of ``pages/``; README.md there says how they are written."""
    found = []
    for path in sorted((DATA / "pages").glob("*.txt")):
        head, raw = path.read_text(encoding="utf-8").split("---\n", 1)
        lines = []
        for line in head.splitlines():
            word, bar, value = line.partition("|")
            assert bar, f"{path.name}：“{line}”应为“词 | 值”"
            lines.append((word.strip(), value.strip()))
        newline = next((LINE_ENDS[value] for word, value in lines if word == "换行"), "\n")
        found.append(Case(path.stem, raw.replace("\n", newline), tuple(lines)))
    return tuple(found)


def article_line(article: LaidArticle) -> tuple[str, str]:
    """Return an article as a line of the annotation."""
    values = ((word, getattr(article, field)) for word, field in FIELDS.items())
    return WORDS.get(article.kind, "文章"), " | ".join(f"{word} {value}" for word, value in values if value)


def heading_texts(layout: Layout) -> list[str]:
    text = layout.flow.text
    return [text[p.start : p.end] for a in layout.articles for p in a.parts if p.kind == "heading"]


def caption_texts(layout: Layout) -> list[str]:
    text = layout.flow.text
    return [text[p.start : p.end] for a in layout.articles for p in a.parts if p.kind == "caption"]


def date_line(layout: Layout) -> str:
    found = issue_date(layout, None)
    days: list[date | None] = [found.low, found.high]
    return " ".join(day.isoformat() for day in days if day) or "未定"


def score(case: Case) -> dict[str, tuple[list[str], list[str]]]:
    """Return, by aspect, what the annotation has and the reader lacks, and what the reader has over."""
    layout = lay_out(case.raw)
    text = layout.flow.text
    read = [article_line(a) for a in layout.articles]
    joined = [
        (case.raw[: b.raw_start].rstrip(), case.raw[b.joined_to :].lstrip())
        for b in layout.breaks
        if b.joined_to is not None
    ]
    parts = [p for a in layout.articles for p in a.parts if p.kind == "furniture"]
    furniture = [text[p.start : p.end] for p in parts]
    captions = caption_texts(layout)
    joins = [tuple(value.split("|")) for value in case.of("断")]

    def fits(join: tuple[str, ...], halves: tuple[str, str]) -> bool:
        return halves[0].endswith(join[0]) and halves[1].startswith(join[1])

    def differ(wanted: list[str], got: list[str]) -> tuple[list[str], list[str]]:
        return [w for w in wanted if w not in got], [g for g in got if g not in wanted]

    def begin(wanted: list[str], got: list[str]) -> tuple[list[str], list[str]]:
        return (
            [w for w in wanted if not any(g.startswith(w) for g in got)],
            [g for g in got if not any(g.startswith(w) for w in wanted)],
        )

    wrapped = [b for b in layout.breaks if "折行" in b.evidence]
    missing_joins = ["|".join(j) for j in joins if not any(fits(j, halves) for halves in joined)]
    wrong_joins = (
        [] if wrapped else [f"{a[-6:]}|{b[:6]}" for a, b in joined if not any(fits(j, (a, b)) for j in joins)]
    )
    return {
        "articles": differ(
            [f"{w}：{v}" for w, v in case.expected if w in ("文章", "图片")],
            [f"{w}：{v}" for w, v in read if w in ("文章", "图片")],
        ),
        "banners": differ(case.of("栏目"), [a.title for a in layout.articles if a.kind == "banner"]),
        "headings": differ([shadow(v) for v in case.of("小标题")], heading_texts(layout)),
        "captions": begin(case.of("图注"), captions),
        "furniture": (begin([shadow(v) for v in case.of("版务")], furniture)[0], []),
        "joins": (missing_joins, wrong_joins),
        "date": differ(case.of("日期"), [date_line(layout)]),
    }
