"""The issue date of a page, worked out from what is printed on it. Never the wall clock.

A printed date decides. Otherwise the ordinal of a yearly event (第24个全国安全生产月), slogans and
anniversaries that belong to one year, a year set against 今年 and words of an era fix the year, or the page
has none (年份未定). Days, months that lie ahead, and seasons then narrow it.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from townledger.dating.days import NEWS_LAG, day_of, lag, month_end
from townledger.dating.evidence import Evidence
from townledger.dating.lengths import period_days
from townledger.dating.named import leads_of, read_named_days, read_named_years, read_titles
from townledger.dating.periods import IssueDate, resolve_period
from townledger.dating.printed import printed_date, spoken_date
from townledger.dating.yearly import read_events, read_seasons
from townledger.page.layout import Layout

__all__ = ["IssueDate", "issue_date", "period_days", "resolve_period"]

_ISO = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")


def issue_date(layout: Layout, sidecar_date: str | None = None) -> IssueDate:
    """Return the interval in which the page was issued.

    Parameters
    ----------
    layout
        The page.
    sidecar_date
        ISO date, month or year (``2025-06-27``, ``2025-06``, ``2025``) that came with the file; it wins.

    Raises
    ------
    ValueError
        ``sidecar_date`` is none of these.
    """
    if sidecar_date:
        low, high = _iso_interval(str(sidecar_date))
        return IssueDate(low, high, f"随文件说明（sidecar）：{sidecar_date}")
    return printed_date(layout) or spoken_date(layout) or _conclude(_gather(layout))


def _iso_interval(text: str) -> tuple[date, date]:
    if not _ISO.fullmatch(text):
        raise ValueError(f"出版日期“{text}”应写作 2025-06-27、2025-06 或 2025")
    numbers = [int(n) for n in text.split("-")]
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    if len(numbers) == 2:
        return date(numbers[0], numbers[1], 1), month_end(numbers[0], numbers[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


def _gather(layout: Layout) -> Evidence:
    """Return all that the words of the page say about its date."""
    text, leads, evidence = layout.flow.text, leads_of(layout), Evidence()
    read_named_days(text, leads, evidence)
    read_events(text, evidence)
    read_named_years(text, evidence)
    read_titles(layout, evidence)
    read_seasons(text, leads, evidence)
    return evidence


def _conclude(evidence: Evidence) -> IssueDate:
    first = min((rank for rank, _, _ in evidence.years), default=None)
    if first == 1:
        # A yearly event fixes the year for certain: later years on the page lie ahead of it.
        latest = max(year for rank, year, _ in evidence.years if rank == 1)
        evidence.mentioned = [(day, why) for day, why in evidence.mentioned if day.year <= latest]
    floor = max([*evidence.earliest, *evidence.mentioned], default=None)
    ceiling = min(evidence.latest, default=None)
    if floor and ceiling and floor[0] > ceiling[0]:
        ceiling = None
    chain: list[str] = []
    year = _year(evidence, floor, ceiling, chain)
    if year is not None:
        low, high = _narrow(year, evidence, floor, ceiling, chain)
        chain.append(f"故为{low.isoformat()}至{high.isoformat()}")
        return IssueDate(low, high, "；".join(dict.fromkeys(chain)))
    if floor:
        chain.append(f"不早于{floor[0].isoformat()}：{floor[1]}")
    if ceiling:
        chain.append(f"不晚于{ceiling[0].isoformat()}：{ceiling[1]}")
    if evidence.mentioned:
        chain.append(f"候选{max(evidence.mentioned)[0].year}年（文中最晚的年份，未证实）")
    chain.extend(dict.fromkeys(f"时令{why}" for _, _, why in evidence.seasons))
    return IssueDate(None, None, "；".join(["年份未定", *chain]))


def _year(
    evidence: Evidence,
    floor: tuple[date, str] | None,
    ceiling: tuple[date, str] | None,
    chain: list[str],
) -> int | None:
    """Return the year of issue where the evidence fixes it, and say why in ``chain``."""
    if evidence.years:
        return _year_by_vote(evidence, floor, chain)
    months = Counter((day.year, day.month) for day, _ in evidence.news_days)
    newest = max(evidence.news_days, default=None)
    if newest and months[newest[0].year, newest[0].month] >= 2 and (not floor or floor[0] <= newest[0]):
        chain.append(f"{newest[1]}，同月者{months[newest[0].year, newest[0].month]}篇")
        evidence.past_days.append((newest[0].month, newest[0].day, newest[1], True))
        return newest[0].year
    if floor and ceiling:
        possible = {floor[0].year} & {ceiling[0].year}
        if not possible:
            years = range(floor[0].year, ceiling[0].year + 1)
            fits = [
                {y for y in years if (day := day_of(y, m, d)) and floor[0] <= day <= ceiling[0]}
                for m, d, _, _ in evidence.past_days
                if d
            ]
            possible = set.intersection(*fits) if fits else set()
        if len(possible) == 1:
            chain.append(f"不早于{floor[0].isoformat()}：{floor[1]}")
            chain.append(f"不晚于{ceiling[0].isoformat()}：{ceiling[1]}")
            return possible.pop()
    return None


def _year_by_vote(evidence: Evidence, floor: tuple[date, str] | None, chain: list[str]) -> int | None:
    best = min(rank for rank, _, _ in evidence.years)
    votes = Counter(year for rank, year, _ in evidence.years if rank == best)
    (year, count), *others = votes.most_common()
    reasons = list(dict.fromkeys(why for _, y, why in evidence.years if y == year))
    if others and others[0][1] == count:
        against = dict.fromkeys(why for rank, y, why in evidence.years if y != year and rank == best)
        chain.append("年份证据互相矛盾：" + "；".join([*reasons, *against]))
        return None
    if floor and floor[0].year > year:
        chain.append(f"{reasons[0]}，但不早于{floor[0].isoformat()}（{floor[1]}），互相矛盾")
        return None
    chain.extend(reasons[:3])
    return year


def _narrow(
    year: int,
    evidence: Evidence,
    floor: tuple[date, str] | None,
    ceiling: tuple[date, str] | None,
    chain: list[str],
) -> tuple[date, date]:
    """Return the interval within ``year`` that days, months ahead, yearly events and seasons leave."""
    low, high = date(year, 1, 1), date(year, 12, 31)
    if floor and floor[0].year == year and floor[0] > low:
        low = floor[0]
        chain.append(f"不早于{low.isoformat()}：{floor[1]}")
    if ceiling and ceiling[0] < high:
        high = max(ceiling[0], low)
    lows, highs = [(low, "")], [(high, "")]
    months = {m for m, _, _, _ in evidence.past_days}
    if not (months & {11, 12} and months & {1, 2}):
        for m, d, why, is_news in evidence.past_days:
            day = day_of(year, m, d or 1)
            if day is None or (ceiling and day > ceiling[0]):
                continue
            lows.append((day, why))
            if is_news:
                highs.append((lag(day), f"{why}，消息不迟于其后{NEWS_LAG}天见报，取至月末"))
    for first, last, why in evidence.windows:
        lows.append((date.fromisoformat(f"{year}-{first}"), why))
        highs.append(
            (lag(date.fromisoformat(f"{year}-{last}")), f"{why}，消息不迟于其后{NEWS_LAG}天见报，取至月末")
        )
    low, why = max(lows)
    if why:
        chain.append(why)
    newest = [h for h in highs if h[0] >= low]
    for month, why in evidence.future_months:
        end = month_end(year, month)
        if end >= low:
            newest.append((end, why))
    high, why = min(newest) if newest else (date(year, 12, 31), "")
    if why:
        chain.append(f"{why}，故不晚于{high.isoformat()}")
    if len(lows) == 1 and len(newest) == 1:
        for first, last, why in evidence.seasons:
            start, stop = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
            if low <= start <= stop <= high:
                chain.append(f"时令{why}")
                return start, stop
    return low, high
