"""Counts of villages, towns and communities against the administrative register.

Counts are compared with the register's children of the place that the words name (全县, 全镇, else the
figure's own place). Villages are merged from time to time, so the register's date is part of every message,
and a count above the register's asks for a review; only a multiple of it blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.base import REGISTER_DATE
from checks.intervals import meaning
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.suggest import rank
from checks.view import PageView, names
from townledger.places.register import Register
from townledger.records import Metric, PlaceMention

_MERGERS = 3
"""Years before the register's date in which few places were merged."""

_MERGED = 2.0
"""Townships and villages of a county before the campaigns of 2018 to 2021 over those after, at most."""

_SLIP = 10.0
"""A count this many times the register's is a slip of magnitude: neither mergers (the boldest, of 2021 in
Shanxi, took a county's villages to half) nor a place that was bound wrongly explain it."""

_LOOSE = 3.0
"""Villages that are not called 行政村, and communities, are no doubt below this many times the register's."""

_COUNTING = 1.05
"""A count this little above the register's is one of another day or another way of counting."""

_VILLAGE = re.compile(
    r"(?:行政|建制|中心|主体|移民|试点|示范|重点|薄弱|集体经济薄弱|经济薄弱|脱贫|空心|易地搬迁)*村庄?|村级组织|村[“]?两委[”]?"
)
_NEIGHBOURHOOD = re.compile(r"(?:城市|城镇|农村)?社区")
_TOWN = re.compile(r"乡镇街道?|乡镇|镇乡|乡|镇")
_GRID = re.compile(r"(?:责任|一级)?网格")
_NATURAL = re.compile(r"自然村|村民小组|居民组|村组|人次|年|累计|村民")
_COUNTED = frozenset({"个", "村", "个村", "个乡镇", "个社区", ""})
_WHOLE = re.compile(
    r"(?:下辖|管辖|所辖|辖|共有|现有)[^,。;]{0,6}$|全[县乡镇市区][^,。;]{0,4}$|划[分为成]+[^,。;]{0,2}$"
)
_GOVERNED = re.compile(r"辖[有区着]?[^,。;、\d]{0,4}$|划[分为成]+[^,。;、\d]{0,2}$")
"""Words after which a count is of all the parts of a place: 现有40个 can be those that have something."""
_SENTENCE = re.compile(r"[。;!?\n]")
_AROUND = 200  # characters to either side of a count in which its sentence names its place
_SCOPE = (
    (re.compile(r"[全该]省"), (2,)),
    (re.compile(r"[全该]市"), (6, 4)),
    (re.compile(r"[全该][县区旗]"), (6,)),
    (re.compile(r"[全该本][乡镇]|街道"), (9,)),
)


def check_register(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    """Yield what the register says about the page's counts of places."""
    told: set[tuple[str | None, str, str]] = set()
    for metric in view.metrics:
        if metric.class_ == "quantity" and metric.unit in _COUNTED and metric.value_low:
            for one in _count(view, metric, register):
                if isinstance(one, Finding):  # a headline tells again what the text tells
                    key = (metric.article_id, one.rule, metric.text)
                    if key in told:
                        continue
                    told.add(key)
                yield one


def _place(view: PageView, metric: Metric, register: Register) -> tuple[str, bool] | None:
    """Return the code of the place that a count is about, and whether its sentence names the place.

    The scope that the clause names (全县, 该镇) comes first, else it is the figure's own place; None where
    that is unknown, where the sentence names others of its level beside it, or where the sentence names none
    and the article some that lie elsewhere.
    """
    code = metric.place_code
    if not code:
        return None
    scope = _scope(view, metric, code, register)
    if scope:
        return scope, True
    around = {p.place_code for p in _named_beside(view, metric) if p.place_code}
    if any(len(other) == len(code) and other != code for other in around):
        return None
    if any(other.startswith(code) for other in around):
        return code, True
    article = view.articles.get(metric.article_id or "")
    if article is None:
        return code, False
    told = (p.place_code for p in view.places_between(article.char_start, article.char_end))
    return (code, False) if all(t.startswith(code) or code.startswith(t) for t in told if t) else None


def _scope(view: PageView, metric: Metric, code: str, register: Register) -> str | None:
    """Return the code of the place that the words before a figure point to: 全县, 该镇."""
    left = view.before(metric, 20)
    for words, lengths in _SCOPE:
        if not (words.search(left) or words.match(metric.subject)):
            continue
        for length in lengths:
            wide = code[:length]
            city = length != 6 or lengths != (6, 4) or register.name(wide).endswith("市")
            if len(wide) == length and wide in register and not register.is_code_only(wide) and city:
                return wide
    return None


def _named_beside(view: PageView, metric: Metric) -> list[PlaceMention]:
    """Return the places that the sentence of a figure names."""
    start = metric.char_start - len(
        _SENTENCE.split(view.text[max(0, metric.char_start - _AROUND) : metric.char_start])[-1]
    )
    end = metric.char_end + len(_SENTENCE.split(view.text[metric.char_end : metric.char_end + _AROUND])[0])
    return view.places_between(start, end)


def _count(view: PageView, metric: Metric, register: Register) -> Iterator[Finding | Relation]:
    phrases = view.phrases(metric)
    if _NATURAL.match(phrases.right) or _NATURAL.search(metric.item):
        return
    found = _place(view, metric, register)
    if found is None:
        return
    code, named = found
    if len(code) > 9 or len(code) == 2 or code not in register:
        return
    if names(_TOWN, phrases) and phrases.right[:2] in ("乡镇", "镇", "乡", "镇街"):
        noun, known = "乡镇（含街道）", len(register.children(code[:6], "township"))
        code = code[:6]
    elif re.match(r"(?:城市|城镇|农村)?社区", phrases.right) or _NEIGHBOURHOOD.fullmatch(phrases.item):
        noun, known = "社区", register.village_count(code).total
    elif re.match("行政村|建制村", phrases.right or phrases.item):
        noun, known = "村", register.village_count(code).villages
    elif (
        _VILLAGE.match(phrases.right)
        or _VILLAGE.fullmatch(phrases.item)
        or (len(phrases.item) > 2 and phrases.item.endswith("村"))
    ):
        noun, known = "村（含社区）", register.village_count(code).total
    elif names(_GRID, phrases):
        noun, known = "村", register.village_count(code).villages
        if known == metric.value_low:
            yield relation(
                view,
                "登记簿核对",
                f"{metric.text}网格={register.name(code)}{known}个村",
                str(known),
                "holds",
                (metric,),
            )
        return
    else:
        return
    said = meaning(metric)
    if said is None or not known:
        return
    place = register.name(code)
    shown = f"{metric.text}；{REGISTER_DATE}区划代码中{place}有{known}个{noun}"
    if said.low <= max(_COUNTING * known, known + 2):
        yield relation(
            view, "登记簿核对", f"{metric.text}≤{place}{known}个{noun}", str(known), "holds", (metric,)
        )
        if _GOVERNED.search(view.before(metric, 14)) and said.high < 0.5 * known and noun.startswith("村"):
            yield doubt_metric(
                view,
                "fewer_places",
                metric,
                arithmetic=shown,
                place=place,
                known=str(known),
                noun=noun,
                date=REGISTER_DATE,
            )
        return
    yield relation(
        view, "登记簿核对", f"{metric.text}＞{place}{known}个{noun}", str(known), "fails", (metric,)
    )
    slip = said.low > _MERGED * known
    # Of a whole place the register's own count was meant; a slip of magnitude can be in a part of it.
    least, most = (1.0, _COUNTING * known) if slip else (0.99 * known, 1.01 * known)
    ranked = rank(metric, [lambda r: least <= r.canonical.low <= most], lambda r: 0.0)
    best = ranked.best if slip or _WHOLE.search(view.before(metric, 14)) else None
    yield doubt_metric(
        view,
        "more_places",
        metric,
        arithmetic=shown,
        suggestion=best.text if best else "",
        suggested=(best.printed_low, best.printed_high) if best else (None, None),
        severity="hint"
        if said.low < _MERGED * known and not _of_its_day(view)
        else _severity(said.low / known, noun, named),
        place=place,
        known=str(known),
        noun=noun,
        date=REGISTER_DATE,
    )


def _of_its_day(view: PageView) -> bool:
    """Tell whether a page is of the register's time, so that no merger explains what it counts."""
    earliest = view.page.issue_date_low
    return earliest is not None and int(earliest[:4]) >= int(REGISTER_DATE[:4]) - _MERGERS


def _severity(ratio: float, noun: str, named: bool) -> str | None:
    """Return how grave a count above the register's is: a bare 村 can be a natural village."""
    if ratio > _SLIP:
        return "block" if named else None
    return "hint" if noun.startswith(("村（", "社区")) and ratio < _LOOSE else None
