"""The pages that people see: the list of reports, and one figure in its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from portal.decisions import TIES
from portal.html import Html, join, page, tag
from portal.reports import Report
from warehouse.dictionary import Dictionary

STATEMENT = "本表系新闻文本整理表，非统计调查表"
FIRST = (
    *("verdict", "subject", "item", "measure", "value_low", "value_high", "unit", "qualifier"),
    *("period_text", "period_start", "period_end", "status", "place_code"),
)
"""The columns of a metric that a reader looks for first; the others follow in the warehouse's order."""
FINDING = ("arithmetic", "suggestion", "suggested_low", "suggested_high", "family", "rule", "state")
REVIEW = (
    *("decision", "old_low", "old_high", "old_unit", "value_low", "value_high", "unit"),
    *("reviewer", "decided_at", "reason", "source"),
)
ISSUE = ("file_name", "issue_date_low", "issue_date_high", "issue_date_evidence", "sha256")
ELSEWHERE = frozenset({"page_id", "article_id", "sentence", "text", "dimension"})
"""Columns of a metric that the figure's page shows in another form."""


def home(reports: Sequence[Report], doubted: Html | None) -> Html:
    """Return the list of reports, and below it the figures that wait for a decision."""
    if reports:
        cards = [_card(report) for report in reports]
    else:
        cards = [
            tag(
                "div",
                tag("h3", "还没有发布的报表"),
                "请在项目文件夹运行 ",
                tag("code", "make report"),
                "（或在 Dagster 界面运行作业 rebuild），完成后刷新本页。",
                class_="card",
            )
        ]
    title, note = tag("h1", "乡镇台账"), tag("p", STATEMENT, class_="note")
    return page("乡镇台账", title, note, tag("h2", "报表"), *cards, doubted)


def _card(report: Report) -> Html:
    told = {"生成时间": report.made, "大小": f"{report.size:,} 字节"}
    counts = {name: _number(value) for name, value in report.facts.items() if value.isdecimal()}
    versions = {name: value for name, value in report.facts.items() if name not in counts}
    return tag(
        "div",
        tag("h3", report.name),
        tag("a", "下载", href=f"/reports/{quote(report.name, safe='')}", class_="button"),
        _facts((told | counts).items()),
        tag(
            "details",
            tag("summary", "校验码与版本"),
            _facts(({"SHA-256": tag("code", report.sha256)} | versions).items()),
        ),
        class_="card",
    )


def doubted(rows: Sequence[Mapping[str, Any]], total: int, dictionary: Dictionary) -> Html | None:
    """Return the table of figures that may not be used yet; None when there is none."""
    if not rows:
        return None
    columns = ("verdict", "subject", "item", "text")
    header = [tag("th", dictionary.header(f"metric.{column}")) for column in columns]
    header += [tag("th", dictionary.header(c)) for c in ("finding.message", "finding_review.opinions")]
    body = [
        tag(
            "tr",
            tag("td", _code(dictionary, "metric.verdict", row["verdict"])),
            tag("td", row["subject"]),
            tag("td", row["item"]),
            tag("td", tag("a", row["text"], href=figure_address(row["metric_id"])), class_="figure"),
            tag("td", _carrier(row["carrier"], row["carrier_text"]), row["message"])
            if row["role"] == "suspect"
            else tag("td", row["message"]),
            tag("td", *_lines(row["opinions"])),
        )
        for row in rows
    ]
    more = (
        f"共 {total:,} 个，此处列出前 {len(rows):,} 个，其余见报表的待核清单。" if total > len(rows) else None
    )
    return join(
        tag("h2", "暂不采用的数字"),
        tag("table", tag("thead", tag("tr", *header)), tag("tbody", *body)),
        tag("p", more, class_="note") if more else None,
    )


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say about a metric beside itself: rows of the warehouse."""

    page: Mapping[str, Any]
    places: Sequence[Mapping[str, Any]]
    """The first mention of its place on the page, if there is one."""
    findings: Sequence[Mapping[str, Any]]
    """Gravest first."""
    others: Sequence[Mapping[str, Any]]
    """Findings about other figures of which it is a suspect, gravest first, with the ``carrier_text``."""
    reviews: Sequence[Mapping[str, Any]]
    """Oldest first."""
    spans: Sequence[tuple[str, int, int]]
    """``metric_id, char_start, char_end`` of every metric of the page, in text order."""


def figure(metric: Mapping[str, Any], about: About, dictionary: Dictionary) -> Html:
    """Return the page of one figure, a row of ``metric``."""
    text, start, end = about.page["text"], metric["char_start"], metric["char_end"]
    lo, hi = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    quoted = join(text[lo:start], tag("mark", text[start:end]), text[end : hi if hi >= 0 else len(text)])
    order = [name for name in dict.fromkeys([*FIRST, *metric]) if name not in ELSEWHERE]
    facts = _row("metric", metric, order, dictionary)
    for place in about.places:
        facts += _row("place_mention", place, list(place), dictionary)
    facts += _row("page", about.page, ISSUE, dictionary)
    own = [_finding(row, dictionary) for row in about.findings]
    others = [_suspected(row, dictionary) for row in about.others]
    return page(
        f"{metric['text']} · 乡镇台账",
        tag("p", tag("a", "← 报表", href="/"), class_="note"),
        tag("h1", metric["text"]),
        tag("p", STATEMENT, class_="note"),
        tag("blockquote", quoted),
        tag("h2", "疑点"),
        *([*own, *others] or [tag("p", "没有疑点。", class_="note")]),
        *([tag("h2", "复核")] if about.reviews else []),
        *(_review(row, dictionary) for row in about.reviews),
        tag("h2", "事实"),
        tag("div", _facts(facts), class_="card"),
        tag("h2", "所在版面"),
        tag("p", tag("a", "转到该数字", href="#figure"), "；带点线的是版面上的其他指标。", class_="note"),
        tag("div", _marked(text, about.spans, metric["metric_id"]), class_="text"),
    )


def trouble(what: str) -> Html:
    """Return a note at the foot of the list of reports."""
    return tag("p", what, class_="note")


def message(title: str, what: str) -> Html:
    """Return a page that says what is wrong and what to do."""
    return page(title, tag("h1", title), tag("p", what), tag("p", tag("a", "← 报表", href="/")))


def decided(file_name: str, metric_id: str) -> Html:
    """Return what is said to a person whose decision was kept."""
    back = (
        tag("a", "← 这个数字", href=figure_address(metric_id)) if metric_id else tag("a", "← 报表", href="/")
    )
    return page(
        "决定已收下",
        tag("h1", "决定已收下"),
        tag("p", "已存为 ", tag("code", f"data/reviews/{file_name}"), "。"),
        tag(
            "p",
            "Dagster 运行着时会自动记入并重新发布；否则请运行 ",
            tag("code", "make report"),
            "。填写不合格、句子已改或与他人意见不一的，列在资产 review 的检查里。",
        ),
        tag("p", back),
    )


def figure_address(metric_id: str) -> str:
    """Return the address of a figure's page."""
    return f"/figure/{quote(metric_id, safe='')}"


def _marked(text: str, spans: Iterable[tuple[str, int, int]], shown: str) -> Html:
    """Return the page's text: the figure marked, every other figure a link to its own page."""
    parts: list[str] = []
    at = 0
    for metric_id, start, end in spans:
        if start < at:  # overlaps the one before
            continue
        parts.append(text[at:start])
        if metric_id == shown:
            parts.append(tag("mark", text[start:end], id="figure"))
        else:
            parts.append(tag("a", text[start:end], href=figure_address(metric_id)))
        at = end
    return join(*parts, text[at:])


def _finding(row: Mapping[str, Any], dictionary: Dictionary) -> Html:
    head = tag("h3", _code(dictionary, "finding.severity", row["severity"]), " ", row["message"])
    split = tag("p", "几位复核人意见不一，数字暂不采用。", class_="note") if row["disputed"] else None
    facts = _facts(_row("finding", row, FINDING, dictionary))
    return tag("div", head, split, facts, _form(row, dictionary), class_="card")


def _suspected(row: Mapping[str, Any], dictionary: Dictionary) -> Html:
    """Return a finding about another figure that this one is held with; it is decided on there."""
    head = tag("h3", _code(dictionary, "finding.severity", row["severity"]), " ", row["message"])
    carrier = _carrier(row["metric_id"], row["carrier_text"])
    where = tag("p", carrier, "该疑点有了一致的决定，才一并放行。", class_="note")
    return tag("div", head, where, _facts(_row("finding", row, FINDING, dictionary)), class_="card")


def _carrier(metric_id: str, text: str) -> Html:
    """Return with which figure another is held, as a link to it."""
    return join("与", tag("a", text, href=figure_address(metric_id)), "同疑：")


def _form(row: Mapping[str, Any], dictionary: Dictionary) -> Html:
    """Return the form in which a person decides on a finding; nothing is chosen beforehand."""
    ties = {name: row[name] or "" for name in TIES}
    words = dictionary.entry("review.decision").words
    hints = {f"value_{end}": row[f"suggested_{end}"] for end in ("low", "high")}
    filled = {
        "decision": tag(
            "select",
            tag("option", "请选择", value=""),
            *(tag("option", word, value=code) for code, word in words.items()),
            name_="decision",
            required="",
        ),
        **{
            name: tag(
                "input",
                name_=name,
                inputmode="decimal",
                placeholder="修改时填" if hint is None else f"建议 {hint:.15g}",
            )
            for name, hint in hints.items()
        },
        "unit": tag("input", name_="unit", maxlength="20", placeholder="不变则空"),
        "reviewer": tag("input", name_="reviewer", maxlength="60", required="", autocomplete="name"),
        "reason": tag("input", name_="reason", maxlength="2000"),
    }
    return tag(
        "form",
        *(tag("input", type="hidden", name_=name, value=value) for name, value in ties.items()),
        *(tag("label", dictionary.header(f"review.{name}"), field) for name, field in filled.items()),
        tag("button", "提交决定", class_="button"),
        method="post",
        action="/decision",
    )


def _review(row: Mapping[str, Any], dictionary: Dictionary) -> Html:
    decision = dictionary.word("review.decision", row["decision"])
    standing = _code(dictionary, "review_standing.standing", row["standing"])
    head = tag("h3", standing, " ", f"{row['reviewer']}：{decision}")
    return tag("div", head, _facts(_row("review", row, REVIEW, dictionary)), class_="card")


def _lines(text: str | None) -> list[Html]:
    """Return the lines of a text, each on a line of its own."""
    return [tag("div", line) for line in (text or "").splitlines()]


def _row(
    table: str, row: Mapping[str, Any], names: Sequence[str], dictionary: Dictionary
) -> list[tuple[str, str]]:
    """Return header and shown value of the named columns, blank ones left out."""
    return [
        (dictionary.header(f"{table}.{name}"), _value(dictionary, f"{table}.{name}", row[name]))
        for name in names
        if row[name] not in (None, "")
    ]


def _facts(facts: Iterable[tuple[str, str]]) -> Html:
    return tag("dl", *(join(tag("dt", name), tag("dd", value)) for name, value in facts))


def _code(dictionary: Dictionary, source: str, code: str | None) -> Html:
    return tag("span", dictionary.word(source, code) or "未核验", class_=f"tag {code or ''}".strip())


def _value(dictionary: Dictionary, source: str, value: Any) -> str:
    entry = dictionary.entry(source)
    if source in ("metric.verdict", "finding.state"):
        return _code(dictionary, source, value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return str(entry.words.get(value, value))


def _number(value: str) -> str:
    return f"{int(value):,}" if len(value) < 16 else value
