"""The people and the households of the place that a figure is about.

The best there is comes first: what the article prints of the place; what a count and its rate imply; the
place table; the villages of the register times the people of one; at last what a place of its level can have.
"""

from __future__ import annotations

import re

from checks.base import REGISTER_DATE, Base, ceiling, printed_villages, same_subject
from checks.intervals import Interval, exactly, meaning, show, span
from checks.levels import has_own_code, level_of
from checks.norms import load_areas
from checks.view import PageView, names
from townledger.places.register import Register
from townledger.records import Metric

PERSONS_PER_HOUSEHOLD = (1.5, 2.84, 5.5)
"""Low, typical, high: 2.62 in the nation, 2.84 in Yuncheng, 3.67 there in 2010 (census bulletins of 2020 and
2010); the ends are villages of the old and of large families."""

VILLAGE_FACTOR = (0.5, 1.0, 2.5)
"""A town's people over villages x the county's rural residents per village: towns with a published total run
at 1.8 to 2.1 (registered people, who are more than residents)."""

PERSONS_PER_VILLAGE = (250.0, 1343.0, 5000.0)
"""A township's mean residents a village where the county's own is unknown: 646.26 M residents in 481,339
villages (住建部《2021年城乡建设统计年鉴》); county means run from 415 to some 4,000."""

PERSONS_PER_COMMUNITY = (300.0, 4000.0, 30000.0)
"""Residents of an urban community (居委会): 城乡社区 of the 2020 census hold some 4,000 people each."""

_PERSON_UNITS = frozenset({"人", "名", "口", "位"})
_TOTAL = re.compile(
    r"(?:总人口|总户数|常住|户籍|居住|现有|共有|辖区|全[村乡镇县市区省街]道?)(?:[人农]口|[村居农牧]民|农?户|总?数|"
    r"共|现|有|为|约|近|达|的|余|多|有)*$"
)
"""How the words before the figure of a whole place end; after a verb (全镇共拆除) it is another figure."""
_RESIDENTS = re.compile(r"人口|村民|居民|群众|农民|百姓")
_HOMES = re.compile(r"(?:总|农|住|居民|村民|牧|全体)*户?(?:数|口)?|[居村农牧]民|群众|人家|人口")
_PART = re.compile(
    r"小区|企业|公司|学校|党员|干部|老人|学生|儿童|志愿|就业|务工|工人|贫困|脱贫|监测|五保|特困|搬迁|移民|试点|低保|劳动力|惠及|受益|解决|涉及|批复|培训|参加|增|减|比|城镇|乡村|农村人|男|女|流动|外出|出生|死亡|转移"
)
_COVERAGE = re.compile(r"普及率|覆盖率|入户率|使用率|改造率|通户率")


def persons(view: PageView, metric: Metric, register: Register) -> Base | None:
    """Return the people of the place that the figure is about."""
    printed = _printed_people(view, metric)
    if printed:
        return printed
    implied = implied_households(view, metric)
    known = _table_people(metric) or _register_people(metric, register)
    said = _village_people(view, metric)
    if said and (known is None or (known.grade == "estimate" and said.likely > known.likely)):
        known = said
    if implied is None:
        return known or ceiling(metric, "persons", "人", view)
    low, likely, high = (implied.likely * size for size in PERSONS_PER_HOUSEHOLD)
    words = f"{implied.words}×户均{PERSONS_PER_HOUSEHOLD[0]:g}—{PERSONS_PER_HOUSEHOLD[2]:g}人"
    if known is None:
        return Base(Interval(low, high), likely, words, "estimate", implied.metric_ids)
    # A cumulative rate counts households that were converted before, so the place has at least these many:
    # the register's or the table's people may be more, and the union is the honest range.
    both = Interval(min(low, known.range.low), max(high, known.range.high))
    people = f"人口{span(Interval(round(both.low), round(both.high)))}人"
    return Base(both, known.likely, f"{people}（{words}；{known.words}）", "estimate", implied.metric_ids)


def households(view: PageView, metric: Metric, register: Register) -> Base | None:
    """Return the households of the place that the figure is about."""
    found = _printed_households(view, metric) or _table_households(metric)
    if found:
        return found
    people = persons(view, metric, register)
    return None if people is None else _households_of(people)


def known_households(metric: Metric, register: Register) -> Base | None:
    """Return the households of a figure's place by the tables alone, or None where they know too little."""
    found = _table_households(metric)
    if found:
        return found
    people = _table_people(metric) or _register_people(metric, register)
    return None if people is None else _households_of(people)


def implied_households(view: PageView, metric: Metric) -> Base | None:
    """Return the households that a count and its rate of the whole imply: 2513户 at 91.6 % → 2743."""
    for other in view.same_place(metric):
        if other.unit != "户" or not (count := meaning(other)):
            continue
        for rate in view.companions(other):
            if rate.dimension == "share" and rate.value_low and names(_COVERAGE, view.phrases(rate)):
                if not 5 <= rate.value_low <= 100:
                    continue
                whole = count.low / (rate.value_low / 100)
                return Base(
                    exactly(whole),
                    whole,
                    f"{other.text}÷{rate.text}={show(whole)}户",
                    "page",
                    (other.metric_id, rate.metric_id),
                )
    return None


def _printed_people(view: PageView, metric: Metric) -> Base | None:
    """Return the population that the article prints for the place: 全乡共有1.2万人, 670户1850名村民."""
    village = level_of(metric) == "village"  # a pair 户…人 in a town or county is often only a part of it
    whole = re.search(r"户$|户籍|总人口", view.before(metric, 4)) is not None
    totals = []
    for other in view.same_place(metric):
        if other.unit not in _PERSON_UNITS | {""} or other.class_ != "quantity":
            continue
        if not same_subject(metric, other):
            continue
        phrases = view.phrases(other)
        noun = phrases.item or phrases.right
        paired = village and re.search(r"户[、,]?$", view.before(other, 2)) is not None
        if whole and "常住" in noun + phrases.left:  # a village can have many more people than stay in it
            continue
        if not (paired or _RESIDENTS.search(noun + phrases.left)) or _PART.search(noun + phrases.left):
            continue
        whole_place = _TOTAL.search(phrases.left) or phrases.right.startswith("人口")
        if (paired or whole_place) and (found := meaning(other)):
            totals.append((found, other))
    return _largest_printed(totals)


def _printed_households(view: PageView, metric: Metric) -> Base | None:
    village = level_of(metric) == "village"
    totals = []
    for other in view.same_place(metric):
        if other.unit != "户" or not (count := meaning(other)):
            continue
        if not same_subject(metric, other):
            continue
        phrases = view.phrases(other)
        paired = village and re.match(r"\d[\d.万余多]*[人名口]", view.after(other, 8)) is not None
        whole = _TOTAL.search(phrases.left) and _HOMES.fullmatch(phrases.right[:2])
        one_of_many = not village and re.match(r"、\d", view.after(other, 2))  # 871户、1784名…享受低保
        if (paired or whole) and not one_of_many and not _PART.search(phrases.left):
            totals.append((count, other))
    return _largest_printed(totals)


def _largest_printed(totals: list[tuple[Interval, Metric]]) -> Base | None:
    """Return the largest of the totals that an article prints: registered people before residents."""
    if not totals:
        return None
    found, other = max(totals, key=lambda t: (t[0].low, -t[1].char_start))
    return Base(
        Interval(0.9 * found.low, 1.1 * found.high),
        found.low,
        f"{other.text}（同文）",
        "page",
        (other.metric_id,),
    )


def _table_people(metric: Metric) -> Base | None:
    known = load_areas().get(metric.place_code or "") if has_own_code(metric) else None
    if known is None or known.population is None:
        return None
    return Base(
        Interval(known.population * 0.7, known.population * 1.4),
        known.population,
        f"{known.name}{known.population_kind}人口{known.population}人（{known.publication}，{known.year}年，上下留余地）",
        "published",
    )


def _village_people(view: PageView, metric: Metric) -> Base | None:
    """Return the people of the villages that the article says the place has."""
    printed = printed_villages(view, metric) if level_of(metric) in ("township", "county") else None
    if printed is None:
        return None
    low, likely, high = (printed.likely * size for size in PERSONS_PER_VILLAGE)
    words = f"{printed.words}，每村{PERSONS_PER_VILLAGE[0]:g}—{PERSONS_PER_VILLAGE[2]:g}人"
    return Base(Interval(low, high), likely, words, "estimate", printed.metric_ids)


def _register_people(metric: Metric, register: Register) -> Base | None:
    """Return the people of the register's villages and communities, by the county's own mean if known."""
    code = metric.place_code or ""
    if len(code) not in (6, 9) or not has_own_code(metric):
        return None
    counts = register.village_count(code)
    if not counts.villages + counts.communities:
        return None
    county = load_areas().get(code[:6])
    if county and county.rural_per_village:
        a_village = tuple(f * county.rural_per_village for f in VILLAGE_FACTOR)
        source = f"每村{county.rural_per_village}人，{county.publication}，上下留余地"
    else:
        a_village = PERSONS_PER_VILLAGE
        source = "每村250—5000人，住建部2021年城乡建设统计年鉴均数1343人"
    low, likely, high = (
        counts.villages * v + counts.communities * c
        for v, c in zip(a_village, PERSONS_PER_COMMUNITY, strict=True)
    )
    parts = [f"{counts.villages}个村（{source}）"] if counts.villages else []
    parts += [f"{counts.communities}个社区（每个300—30000人）"] if counts.communities else []
    people = span(Interval(round(low), round(high)))
    return Base(
        Interval(low, high),
        likely,
        f"人口{people}人（{REGISTER_DATE}区划代码：{'、'.join(parts)}）",
        "estimate",
    )


def _table_households(metric: Metric) -> Base | None:
    known = load_areas().get(metric.place_code or "") if has_own_code(metric) else None
    if known is None or not known.households:
        return None
    return Base(
        Interval(0.7 * known.households, 1.4 * known.households),
        known.households,
        f"{known.households}户（{known.publication}，{known.year}年，上下留余地）",
        "published",
    )


def _households_of(people: Base) -> Base:
    small, likely, large = PERSONS_PER_HOUSEHOLD
    some = Interval(people.range.low / large, people.range.high / small)
    return Base(
        some,
        people.likely / likely,
        f"{span(Interval(round(some.low), round(some.high)))}户（{people.words}÷户均{small:g}—{large:g}人）",
        people.grade if people.grade == "ceiling" else "estimate",
        people.metric_ids,
    )
