"""Series (历史比较): one quantity told more than once, in a headline, in an article, on other pages.

Told twice with one value it is one fact, and must be added once. Told with two values it is a doubt where a
slip of the hand makes the one of the other; else the two are taken to be of different scopes, which papers
seldom say. What is accumulated does not fall.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checks.intervals import Interval, show
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.suggest import readings
from checks.sums import amount, kind
from checks.view import PageView
from townledger.records import Metric

SAME = 0.02
"""Two values are one when each may be off by this share: 近2.6万 and 2.58万."""

_POWERS = {"百": 1e2, "千": 1e3, "万": 1e4}
_ROUND = re.compile(r"[百千万](?=[\u4e00-\u9fff])")
_DECADE = 10
_NOT_ONE = re.compile(r"每|平均|其中|另|又|再|还|一期|二期|首批|同比|增长|较|比|超过|以上")
_STATE = frozenset({"actual", "planned", "capacity"})
_FILLER = re.compile(r"累计|总计|共计|已|共|现|达到|达|约|近|超过|超|为|有")
_RATES = frozenset({"share", "share_difference", "price", "yield"})
_NOUN = re.compile(r"[^\u4e00-\u9fff]")
_ACCUMULATED = re.compile(r"累计|总计|共(?:建成|完成|清理|拆除|改造)|已(?:建成|完成|拆除|改造)")
_THIS_YEAR = re.compile(r"今年|本年|年初|全年|上半年|季度|本月|当年|月份")
_LEAST_WORDS = 4  # characters of the words that two tellings of one quantity share
_ALIKE = 6  # characters that the clauses of one fact on two pages have in common
_BACK = 12  # tellings before one that it is compared with
_LEAST_DIGITS = 3  # a rounder number is told of two things by chance


@dataclass(frozen=True, slots=True)
class _Told:
    """A quantity with its page and its value."""

    view: PageView
    metric: Metric
    value: Interval

    @property
    def when(self) -> tuple[str, str] | None:
        """The first and the last day that the figure can be of: its own date, else the page's."""
        own, page = self.metric.period_end, self.view.page
        if own and not (page.issue_date_high and own == page.issue_date_high):
            return own, own
        if page.issue_date_low and page.issue_date_high:
            return page.issue_date_low, page.issue_date_high
        return None


def check_page(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the figures of a title that the article's text tells otherwise, and quantities told twice."""
    for article_id, figures in view.by_article.items():
        article = view.articles.get(article_id or "")
        if article is not None:
            heads = f"{article.kicker}\n{article.title}\n{article.subtitle}"
            for head in figures:
                if head.sentence and head.sentence in heads and head.class_ != "frequency":
                    body = [m for m in figures if m.sentence != head.sentence and kind(m) == kind(head)]
                    yield from _title(view, head, body)
        yield from _repeated(view, figures)


def _title(view: PageView, head: Metric, body: Sequence[Metric]) -> Iterator[Finding | Relation]:
    said = amount(head)
    noun = _NOUN.sub("", head.item + view.phrases(head).right)[:4]
    if said is None or len(noun) < 2:
        return
    near = [m for m in body if noun[:2] in m.item + view.phrases(m).right or noun[-2:] in m.item]
    same = [m for m in near if (v := amount(m)) and v.meets(said, SAME)]
    if same:
        yield relation(view, "标题=正文", f"{head.text}={same[0].text}", head.text, "holds", (head, same[0]))
        return
    if any((v := amount(m)) and v.meets(said, SAME) for m in body):
        return  # told in the article in other words
    if not near and _digits(head) >= _LEAST_DIGITS:  # 471人脱贫, in the text 471名贫困群众
        near = [m for m in body if _digits(m) >= _LEAST_DIGITS and _one_slip(head, m)]
    if near and (meant := _ROUND.match(head.text)):  # 千名护林员, in the text 125名护林员 again and again
        power, other = _POWERS[meant[0]], near[0]
        values = [v for m in near if (v := amount(m))]
        if all(v.high < power or v.low >= _DECADE * power for v in values) and not said.low % power:
            yield relation(view, "标题=正文", f"{head.text}≠{other.text}", other.text, "fails", (head, other))
            fits = next((w for w, p in _POWERS.items() if p <= values[0].low < _DECADE * p), "")
            yield doubt_metric(
                view,
                "title_body",
                head,
                arithmetic=f"标题{head.text}，正文{other.text}",
                suggestion=fits + head.text[1:] if fits else "",
                other=other.text,
            )
        return
    if len(near) == 1 and not _NOT_ONE.search(view.before(near[0], 8)) and _one_slip(head, near[0]):
        other = near[0]
        yield relation(view, "标题=正文", f"{head.text}≠{other.text}", other.text, "fails", (head, other))
        yield doubt_metric(
            view,
            "title_body",
            head,
            arithmetic=f"标题{head.text}，正文{other.text}",
            suggestion=other.text,
            suggested=(other.value_low, other.value_high),
            other=other.text,
        )


def _one_slip(one: Metric, two: Metric) -> bool:
    """Tell whether one edit of the hand makes one figure of the other; few digits are alike by chance."""
    return any(
        (value := amount(meant)) is not None
        and any(
            (reading.is_slip or len(re.findall(r"\d", printed.text)) >= _LEAST_DIGITS)
            and reading.canonical.times(_scale(meant)).meets(value, 1e-9)
            for reading in readings(printed)
        )
        for printed, meant in ((one, two), (two, one))
    )


def _digits(metric: Metric) -> int:
    return len(re.sub(r"\D", "", metric.text).rstrip("0"))


def _scale(metric: Metric) -> float:
    """Return the factor from canonical units to those of `amount`."""
    value = amount(metric)
    low = metric.canonical_low
    return value.low / low if value and low and metric.value_low == metric.value_high else 1.0


def _repeated(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield quantities that an article tells twice in the same words."""
    groups: dict[tuple[str, str, str], list[Metric]] = defaultdict(list)
    for metric in figures:
        words = _words(view, metric)
        told = metric.class_ == "quantity" and metric.status in _STATE and amount(metric)
        if told and len(words) > _LEAST_WORDS and metric.dimension not in _RATES:
            groups[metric.place_code or metric.subject, words, kind(metric)].append(metric)
    for (_, words, _), same in groups.items():
        for other in same[1:]:
            yield from _pair(view, same[0], other, words.strip("|"))
    yield from _retold(view, figures)


def _retold(view: PageView, figures: Sequence[Metric]) -> Iterator[Relation]:
    """Yield a value of one period told again in other words: 十余次观摩评比, later 现场观摩会十余次."""
    groups: dict[tuple[str, ...], list[Metric]] = defaultdict(list)
    for metric in figures:
        if metric.class_ == "quantity" and metric.period_text and metric.item:
            bounds = f"{metric.value_low} {metric.value_high}"
            groups[metric.place_code or metric.subject, metric.period_text, metric.unit, bounds].append(
                metric
            )
    for same in groups.values():
        first = same[0]
        for other in same[1 : _BACK + 1]:
            common = SequenceMatcher(None, first.item, other.item, False).find_longest_match()
            words = first.item[common.a : common.a + common.size]
            if other.sentence != first.sentence and other.measure == first.measure and len(words) > 1:
                yield _once(view, first, other, words)


def _words(view: PageView, metric: Metric) -> str:
    """Return the words at the end of a clause that tell what its figure counts, without 累计, 共 …."""
    phrases = view.phrases(metric)
    left = phrases.left
    for name in view.place_names:
        left = left.replace(name, "")
    left = _FILLER.sub("", _NOUN.sub("", left))[-14:]
    return left + "|" + _NOUN.sub("", phrases.right)[:6]


def _pair(view: PageView, first: Metric, other: Metric, words: str) -> Iterator[Finding | Relation]:
    one, two = amount(first), amount(other)
    if one is None or two is None or other.sentence == first.sentence:
        return
    if first.period_text != other.period_text or _NOT_ONE.search(
        view.before(first, 8) + view.before(other, 8)
    ):
        return
    if one.meets(two):
        yield _once(view, first, other, words)
    elif _one_slip(first, other):
        yield relation(view, "重复表述", f"{first.text}≠{other.text}", "", "fails", (first, other))
        yield doubt_metric(
            view,
            "told_twice",
            other,
            arithmetic=f"同文“{words}”先为{first.text}，后为{other.text}",
            other=first.text,
        )


def _once(view: PageView, first: Metric, other: Metric, words: str) -> Relation:
    return relation(
        view,
        "重复表述",
        f"{first.text}与{other.text}（{words}）",
        "同一事实，合计时只计一次",
        "holds",
        (first, other),
    )


def check_pages(views: Sequence[PageView]) -> Iterator[Finding | Relation]:
    """Yield what pages, and the articles of a page, tell of one quantity: once, otherwise, or falling."""
    groups: dict[tuple[str, ...], list[_Told]] = defaultdict(list)
    for view in views:
        for metric in view.metrics:
            value = amount(metric)
            counted = metric.class_ == "quantity" and metric.status == "actual" and metric.place_code
            if value is None or not counted or len(_NOUN.sub("", metric.item)) < 2:
                continue
            measure = _FILLER.sub("", metric.measure)
            groups[metric.place_code or "", metric.item, measure, kind(metric)].append(
                _Told(view, metric, value)
            )
    for told in groups.values():
        if len(told) > 1:
            yield from _same_fact(told)
            yield from _falling(told)


def _same_fact(told: Sequence[_Told]) -> Iterator[Finding | Relation]:
    """Yield the later tellings of one fact: the same place, item and period, in alike words."""
    for at, new in enumerate(told):
        for old in told[max(0, at - _BACK) : at]:
            if old.metric.article_id == new.metric.article_id or not _alike(old, new):
                continue
            if old.value.meets(new.value, SAME):
                if _weighty(new.metric):
                    words = new.metric.measure + new.metric.item
                    yield _across(old, new, f"（{words}）", "同一事实，合计时只计一次", "holds")
                    break
            elif old.view is not new.view and new.metric.period_start and new.metric.period_end:
                name = old.view.page.file_name
                yield _across(old, new, "", "", "fails")
                yield doubt_metric(
                    new.view,
                    "other_page",
                    new.metric,
                    arithmetic=f"{name}：{old.metric.text}（{show(old.value.low)}），本版：{new.metric.text}",
                    other=old.metric.text,
                    page=name,
                )
                break


def _alike(old: _Told, new: _Told) -> bool:
    """Tell whether two figures are of one period and their clauses of one wording."""
    one, two = old.metric, new.metric
    if (one.period_start, one.period_end) != (two.period_start, two.period_end):
        return False
    a, b = (t.view.phrases(t.metric).clause.replace(t.metric.text, "") for t in (old, new))
    return SequenceMatcher(None, a, b, False).find_longest_match().size >= _ALIKE


def _weighty(metric: Metric) -> bool:
    """Tell whether a number has digits enough to be no chance."""
    digits = re.sub(r"\D", "", metric.text).strip("0")
    return len(digits) >= _LEAST_DIGITS or metric.dimension not in ("count", "")


def _across(old: _Told, new: _Told, words: str, result: str, state: str) -> Relation:
    sign = "与" if state == "holds" else "≠"
    expression = f"{old.view.page.file_name} {old.metric.text}{sign}{new.metric.text}{words}"
    return relation(new.view, "重复表述", expression, result, state, (old.metric, new.metric))


def _falling(told: Sequence[_Told]) -> Iterator[Finding | Relation]:
    """Yield the accumulated figures that are less than one of an earlier day: 累计完成83个村, later 80个."""
    runs: dict[str | None, list[tuple[tuple[str, str], _Told]]] = defaultdict(list)
    for one in told:
        when = one.when
        if when and _accumulated(one):
            runs[one.metric.period_start].append((when, one))
    for run in runs.values():
        ended = sorted(run, key=lambda pair: (pair[0][1], _place_of(pair[1])))
        highest: tuple[str, _Told] | None = None
        at = 0
        for (first, last), new in sorted(run, key=lambda pair: (pair[0], _place_of(pair[1]))):
            while ended[at][0][1] < first:
                day, old = ended[at][0][1], ended[at][1]
                if highest is None or old.value.low > highest[1].value.low:
                    highest = (day, old)
                at += 1
            if highest and new.value.high < highest[1].value.low * (1 - SAME):
                yield from _fallen(*highest, last, new)


def _place_of(told: _Told) -> tuple[str, int]:
    return told.view.page.page_id, told.metric.char_start


def _fallen(day: str, old: _Told, last: str, new: _Told) -> Iterator[Finding | Relation]:
    yield _across(old, new, "", "", "fails")
    before, now = old.metric.text, new.metric.text
    yield doubt_metric(
        new.view,
        "falls",
        new.metric,
        arithmetic=f"{old.view.page.file_name}（至{day}）：{before}；本版（至{last}）：{now}",
        other=before,
    )


def _accumulated(told: _Told) -> bool:
    """Tell whether a figure sums all up to its day, and not the days of one year only."""
    words = told.view.phrases(told.metric).left + told.metric.measure
    this_year = _THIS_YEAR.search(told.metric.period_text + words)
    return bool(_ACCUMULATED.search(words)) and (not this_year or bool(told.metric.period_start))
