"""A page as the doubter looks at it: figures in order, each with the words of its clause around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from townledger.page.text import shadow
from townledger.records import Article, Metric, PageFacts, PersonPost, PlaceMention

_JOINED = "\x00"  # stands in the window text for each character of a break that was joined
_CLAUSE = re.compile(r"[,。;:!?\n]")
_WINDOW = 60  # characters to either side of a figure that can belong to its clause
_QUOTES = str.maketrans("", "", "“”‘’\"'《》")

_BACK = 4  # figures before one that are looked at
_RATES = frozenset({"share", "share_difference"})

_REACHES = (
    r"(?:总?(?:数|量|额|面积|长度|里程|规模|人数|户数|数量|金额)?"
    r"(?:现|已|约|近|超过|超|达到|达|共计|共|总计|累计|合计|计|为|有|是|到|至|突破|仅|只|增加到|增至|增长到|提高到|提升到"
    r"|降至|降到|下降到|扩大到|发展到|了|近|逾|将|也|就|可|能|在|高达|多达|接近|将近|大约|大概|均|都|已有|竟|要|须|应|必须|维持在|控制在|保持在|稳定在|的|不足|不到|余|多))*"
)
"""What may stand between a head noun and its figure: 普及率*达*91.6%, 管网*总长度已超*2364公里."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words that can name what a figure counts: the reader's item, and the clause to either side."""

    item: str
    left: str
    right: str
    clause: str


class PageView:
    """One page's facts with the look-ups that the rules need; every look-up is by bisection or by a dict."""

    def __init__(self, facts: PageFacts) -> None:
        self.facts = facts
        self.page = facts.page
        self.metrics: list[Metric] = sorted(facts.metrics, key=lambda m: (m.char_start, m.char_end))
        self.text = self._joined_text(facts)
        self._starts = [m.char_start for m in self.metrics]
        self.by_article: dict[str | None, list[Metric]] = defaultdict(list)
        self.by_sentence: dict[tuple[str | None, str], list[Metric]] = defaultdict(list)
        for metric in self.metrics:
            self.by_article[metric.article_id].append(metric)
            self.by_sentence[metric.article_id, metric.sentence].append(metric)
        self.trust: Mapping[str, int] = {}  # by metric_id: bonds that hold less bonds that are broken
        self._phrases: dict[str, Phrases] = {}

    @staticmethod
    def _joined_text(facts: PageFacts) -> str:
        """Return the page's shadow with joined breaks blotted out; offsets stay those of the raw text."""
        dark = shadow(facts.page.text)
        pieces, at = [], 0
        for fragment in sorted(facts.fragments, key=lambda f: f.char_start):
            if fragment.kind == "joined" and fragment.char_start >= at:
                pieces += [
                    dark[at : fragment.char_start],
                    _JOINED * (fragment.char_end - fragment.char_start),
                ]
                at = fragment.char_end
        return "".join([*pieces, dark[at:]])

    @cached_property
    def facts_by_sentence(self) -> list[list[Metric]]:
        """The quantities and ratios that have a value, a list a sentence."""
        return [
            [
                m
                for m in figures
                if m.class_ in ("quantity", "ratio") and not (m.value_low is None and m.value_high is None)
            ]
            for figures in self.by_sentence.values()
        ]

    @cached_property
    def articles(self) -> dict[str, Article]:
        """The page's articles by id."""
        return {article.article_id: article for article in self.facts.articles}

    @cached_property
    def _places(self) -> tuple[list[int], list[PlaceMention]]:
        places = sorted(self.facts.places, key=lambda p: p.char_start)
        return [place.char_start for place in places], places

    def places_between(self, start: int, end: int) -> list[PlaceMention]:
        """Return the places that begin in a raw span."""
        starts, places = self._places
        return places[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def place_names(self) -> tuple[str, ...]:
        """The places as the page writes them, the longest first."""
        return tuple(sorted({p.text for p in self.facts.places}, key=lambda text: (-len(text), text)))

    @cached_property
    def _people(self) -> tuple[list[int], list[PersonPost]]:
        people = [p for p in self.facts.people if p.role == "newsmaker"]
        people.sort(key=lambda p: p.char_start)
        return [person.char_start for person in people], people

    def person_before(self, metric: Metric, reach: int) -> PersonPost | None:
        """Return the person named last in the ``reach`` characters before a figure."""
        starts, people = self._people
        at = bisect_left(starts, metric.char_start)
        return people[at - 1] if at and starts[at - 1] >= metric.char_start - reach else None

    def window(self, start: int, end: int) -> str:
        """Return the shadow text of a raw span, joined breaks left out."""
        return self.text[max(start, 0) : end].replace(_JOINED, "")

    def phrases(self, metric: Metric) -> Phrases:
        """Return the words around a figure: its clause, cut at punctuation and at the next figures."""
        found = self._phrases.get(metric.metric_id)
        if found is None:
            left_raw = self.window(metric.char_start - _WINDOW, metric.char_start)
            right_raw = self.window(metric.char_end, metric.char_end + _WINDOW)
            clause_left = _CLAUSE.split(left_raw)[-1]
            clause_right = _CLAUSE.split(right_raw)[0]
            at = bisect_left(self._starts, metric.char_start)
            before = self.metrics[at - 1].char_end if at else 0
            after = bisect_right(self._starts, metric.char_start)
            beyond = self.metrics[after].char_start if after < len(self.metrics) else len(self.text)
            near_left = self.window(max(before, metric.char_start - _WINDOW), metric.char_start)
            near_right = self.window(metric.char_end, min(beyond, metric.char_end + _WINDOW))
            found = Phrases(
                item=metric.item.translate(_QUOTES),
                left=_CLAUSE.split(near_left)[-1].translate(_QUOTES),
                right=re.split(r"[、)(]", _CLAUSE.split(near_right)[0])[0].translate(_QUOTES),
                clause=(clause_left + metric.text + clause_right).translate(_QUOTES),
            )
            self._phrases[metric.metric_id] = found
        return found

    def between(self, start: int, end: int) -> list[Metric]:
        """Return the figures that begin in a raw span."""
        return self.metrics[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def near(self, metric: Metric, reach: int = _WINDOW) -> str:
        """Return the text of the sentence around a figure, ``reach`` characters to either side at most."""
        left = re.split(r"[。!?;\n]", self.window(metric.char_start - reach, metric.char_start))[-1]
        right = re.split(r"[。!?;\n]", self.window(metric.char_end, metric.char_end + reach))[0]
        return left + metric.text + right

    def before(self, metric: Metric, reach: int = 12) -> str:
        """Return the ``reach`` characters that stand before a figure."""
        return self.window(metric.char_start - reach, metric.char_start)

    def after(self, metric: Metric, reach: int = 12) -> str:
        """Return the ``reach`` characters that stand after a figure."""
        return self.window(metric.char_end, metric.char_end + reach)

    def companions(self, metric: Metric) -> list[Metric]:
        """Return the other figures of the same sentence, nearest first."""
        others = [m for m in self.by_sentence[metric.article_id, metric.sentence] if m is not metric]
        return sorted(others, key=lambda m: (abs(m.char_start - metric.char_start), m.char_start))

    def neighbours(self, metric: Metric) -> list[Metric]:
        """Return the figures of the same sentence that stand next to a figure, at most one to a side.

        Rates are passed over: 接待游客50万人次,同比增长16%;实现旅游收入6亿元.
        """
        figures = [
            m
            for m in self.by_sentence[metric.article_id, metric.sentence]
            if m.dimension not in _RATES or m is metric
        ]
        at = next(i for i, m in enumerate(figures) if m is metric)
        return [*figures[max(0, at - 1) : at], *figures[at + 1 : at + 2]]

    def just_before(self, metric: Metric) -> list[Metric]:
        """Return the figures before one in its run of clauses, the nearest first, rates passed over."""
        at, found = bisect_left(self._starts, metric.char_start), list[Metric]()
        for other in reversed(self.metrics[max(0, at - _BACK) : at]):
            between = self.window(other.char_end, metric.char_start)
            if "。" in between or "\n" in between or len(between) > 2 * _WINDOW:
                break
            if other.dimension not in _RATES and other.article_id == metric.article_id:
                found.append(other)
        return found

    def same_place(self, metric: Metric) -> Iterable[Metric]:
        """Yield the other figures of the article that are about the same place, or the same subject."""
        for other in self.by_article[metric.article_id]:
            same = (
                other.place_code == metric.place_code
                if metric.place_code
                else bool(metric.subject) and other.subject == metric.subject
            )
            if other is not metric and same:
                yield other


def names(pattern: re.Pattern[str] | None, phrases: Phrases) -> bool:
    """Tell whether ``pattern`` is the head noun of what the figure counts.

    The head must end the item, or the words before the figure (but for 共, 达, 总量 …), or follow the figure
    after at most a short attribute: 5400万吨*生活垃圾*. A noun that only stands somewhere in the clause, or
    as the first half of a longer noun (垃圾 in 垃圾箱), is no match.
    """
    if pattern is None:
        return True
    source = pattern.pattern
    return bool(
        _ends_with(source).search(phrases.item)
        or _stands_before(source).search(phrases.left)
        or _follows(source).match(phrases.right)
    )


_GOES_ON = "箱桶车站点池房处场厂费员队户率网"
"""Characters that make a longer noun of the one before: 垃圾 is no head in 垃圾*箱*."""

_COMPILED: dict[tuple[str, str], re.Pattern[str]] = {}


def _compiled(kind: str, source: str, pattern: str) -> re.Pattern[str]:
    found = _COMPILED.get((kind, source))
    if found is None:
        found = _COMPILED[kind, source] = re.compile(pattern)
    return found


def _ends_with(source: str) -> re.Pattern[str]:
    return _compiled("item", source, rf"(?:{source})(?:总?[数量额]|总?面积|总?长度|总?里程|数量)?$")


def _stands_before(source: str) -> re.Pattern[str]:
    return _compiled("left", source, rf"(?:{source}){_REACHES}$")


def _follows(source: str) -> re.Pattern[str]:
    """Match the noun after the figure unless the next character makes it the first half of another noun."""
    return _compiled("right", source, rf"[^\d]{{0,6}}?(?:{source})(?![{_GOES_ON}])")
