"""Series (历史比较): one quantity told twice with different values, in a headline or on other pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from checks.amounts import amount, kind
from checks.intervals import show
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.view import PageView
from townledger.records import Metric

_NOT_ONE = re.compile(r"每|平均|其中|另|又|再|还|一期|二期|首批|同比|增长|较|比|超过|以上")
_STATE = frozenset({"actual", "planned", "capacity"})
_FILLER = re.compile(r"累计|总计|共计|已|共|现|达到|达|约|近|超过|超|为|有")
_NOUN = re.compile(r"[^\u4e00-\u9fff]")


def _head(metric: Metric) -> str:
    """Return the last four characters of what is counted, the part that two wordings share."""
    return _NOUN.sub("", metric.item)[-4:]


def _place(metric: Metric) -> str:
    return metric.place_code or metric.subject


def check_page(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the figures of a title that the article's text tells otherwise, and events told twice."""
    for article_id, figures in view.by_article.items():
        article = view.articles.get(article_id or "")
        if article is None:
            continue
        heads = f"{article.kicker}\n{article.title}\n{article.subtitle}"
        for head in figures:
            if head.sentence not in heads or not head.sentence or head.class_ == "frequency":
                continue
            body = [m for m in figures if m.sentence != head.sentence and kind(m) == kind(head)]
            yield from _title(view, head, body)
    yield from _repeated(view)


def _title(view: PageView, head: Metric, body: Sequence[Metric]) -> Iterator[Finding | Relation]:
    said = amount(head)
    noun = _NOUN.sub("", head.item + view.phrases(head).right)[:4]
    if said is None or len(noun) < 2:
        return
    near = [m for m in body if noun[:2] in m.item + view.phrases(m).right or noun[-2:] in m.item]
    same = [m for m in near if (v := amount(m)) and v.meets(said, 0.02)]
    if same:
        yield relation(view, "标题=正文", f"{head.text}={same[0].text}", head.text, "holds", (head, same[0]))
    elif any((v := amount(m)) and v.meets(said, 0.02) for m in body):
        return  # told in the article in other words
    elif len(near) == 1 and not _NOT_ONE.search(view.before(near[0], 8)):
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


def _repeated(view: PageView) -> Iterator[Finding | Relation]:
    """Yield quantities that an article tells twice in the same words: two values are a doubt."""
    for figures in view.by_article.values():
        groups: dict[tuple[str, str, str], list[Metric]] = defaultdict(list)
        for metric in figures:
            words = _told(view, metric)
            if metric.class_ == "quantity" and len(words) >= 4 and amount(metric) and metric.status in _STATE:
                groups[_place(metric), words, kind(metric)].append(metric)
        for (_, words, _), same in groups.items():
            if len(same) > 1:
                yield from _pairs(view, same, words)


def _told(view: PageView, metric: Metric) -> str:
    """Return the words at the end of a clause that tell what its figure counts, without 累计, 共 …."""
    phrases = view.phrases(metric)
    left = phrases.left
    for name in view.place_names:
        left = left.replace(name, "")
    left = _FILLER.sub("", _NOUN.sub("", left))[-14:]
    return left + "|" + _NOUN.sub("", phrases.right)[:6]


def _pairs(view: PageView, same: Sequence[Metric], words: str) -> Iterator[Finding | Relation]:
    first = same[0]
    one = amount(first)
    for other in same[1:]:
        two = amount(other)
        if one is None or two is None or other.sentence == first.sentence:
            continue
        if first.period_text != other.period_text or _NOT_ONE.search(
            view.before(first, 8) + view.before(other, 8)
        ):
            continue
        if one.meets(two, 0.02):
            yield relation(
                view,
                "重复表述",
                f"{first.text}与{other.text}（{words.strip('|')}）",
                "同一事实，合计时只计一次",
                "holds",
                (first, other),
            )
        else:
            yield relation(view, "重复表述", f"{first.text}≠{other.text}", "", "fails", (first, other))
            yield doubt_metric(
                view,
                "told_twice",
                other,
                arithmetic=f"同文“{words.strip('|')}”先为{first.text}，后为{other.text}",
                other=first.text,
            )


def check_pages(views: Sequence[PageView]) -> Iterator[Finding]:
    """Yield the figures that another page gives otherwise for the same place, item and period."""
    known: dict[tuple[str, str, str, str, str], tuple[PageView, Metric]] = {}
    for view in views:
        for metric in view.metrics:
            value = amount(metric)
            if (
                metric.class_ != "quantity"
                or value is None
                or not metric.place_code
                or not metric.period_start
                or not metric.period_end
                or len(_head(metric)) < 2
                or metric.status != "actual"
            ):
                continue
            key = (
                metric.place_code,
                metric.item,
                metric.measure,
                kind(metric),
                f"{metric.period_start}{metric.period_end}",
            )
            before = known.setdefault(key, (view, metric))
            old_view, old = before
            was = amount(old)
            if old_view is view or was is None or was.meets(value, 0.05):
                continue
            yield doubt_metric(
                view,
                "other_page",
                metric,
                arithmetic=f"{old_view.page.file_name}：{old.text}（{show(was.low)}），本版：{metric.text}",
                other=old.text,
                page=old_view.page.file_name,
            )
