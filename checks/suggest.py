"""What was meant: the readings that are one small edit away from a printed figure, ranked.

``score = cost of the edit + sum over the norms that apply of |log10(value / typical)|``, the lowest first.
A candidate must pass every rule that applies to the figure. Costs (statistical editing: the smallest change
that satisfies all rules): a scale word dropped or added 0.3; a unit swapped 0.3 to 0.6; the point moved 0.7;
two digits swapped 0.74; a digit too many or a look-alike digit 0.75; a digit lost 0.8.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from checks.intervals import Interval, bounds, factor
from townledger.numbers.units import lookup
from townledger.page.text import shadow
from townledger.records import Metric

SCALE_COST = 0.3
FAR_COST = 0.45  # 亿 for nothing at all
LOOKALIKE_COST = 0.75
UNIT_COST = 0.6
POINT_COST = 0.7
SHIFT_COST = 0.15
"""What each place more costs that the point is moved."""
_BROKEN_COST = 0.06  # a whole number read as a decimal
SWAP_COST = 0.74
DIGIT_COST = 0.8
EXTRA_COST = 0.75
LEADING_COST = 0.69  # a one before the number
_OVER = 0.03  # and before a share, which it lifts over a hundred
TRAILING_COST = 0.68  # a nought behind it
CLOSE = 0.3
"""Two candidates whose scores are no further apart than this are ambiguous."""

_SCALES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
_USUAL = ("", "万", "亿")  # what an edit may put in
_PRINTED = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<more>[余多来]?)(?P<scale>万亿|[百千]?万|[百千亿]?)")
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?P<joint>(?:万|亿)?[-—~～至到]+)(?P<high>\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>\D*)"
)
_TWO = re.compile(r"\d\D*[-—~～至到]\D*\d")
_SWAPS = {
    "mass": {"吨": 0.4, "公斤": 0.4, "斤": UNIT_COST},
    "length": {"公里": 0.4, "米": 0.4, "毫米": 0.35},
    "area": {"亩": 0.3, "平方米": 0.5, "公顷": 0.55, "平方公里": 0.5},
    "volume": {"立方米": 0.4},
}
"""What a unit may be swapped for, and what it costs: less for the units that local news uses most."""
_USUAL_UNIT = 0.2  # what the unit that such things are always measured in costs less
_ODD = 0.4  # what a reading costs more that no newspaper would print
_RARE = "平方公里"  # nobody measures a village's fields or floors in it: a slip of the unit is likelier
_LAND = re.compile(r"耕地|林地|农田|种植|播种|造林|流转|地力|果园|茶园|麦|稻|玉米|蔬菜|大棚|草莓|基地")
_FLOORS = re.compile(r"建筑|房|楼|拆|违建|广场|硬化|路面|墙|粉刷|停车|车间|厂|校舍|展厅|绿化")
_FINE = re.compile(r"雨|雪|降水|厚|径")
_TERRITORY = re.compile(r"(?:总|国土|区域|辖区|行政|幅员|版图|土地|流域)面积|^面积")
_LOOKALIKES = {
    "0": "68",
    "1": "7",
    "2": "7",
    "3": "8",
    "4": "1",
    "5": "6",
    "6": "058",
    "7": "12",
    "8": "360",
    "9": "04",
}


_SWAPPED = "数字颠倒"
_DIGIT_EDITS = frozenset({"多一位数字", "少一位数字", "一位数字"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading that may have been meant: its text, its value in canonical units and in the printed unit."""

    text: str
    canonical: Interval
    printed_low: float | None
    printed_high: float | None
    cost: float
    edit: str

    @property
    def is_slip(self) -> bool:
        """Tell whether digits and their order stay but for a swap: few readings do, so few fit by chance."""
        return self.edit not in _DIGIT_EDITS

    @property
    def is_swap(self) -> bool:
        """Tell whether only two digits changed places."""
        return self.edit == _SWAPPED


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best reading, the runner-up, and whether the two are too close to tell."""

    best: Reading | None
    second: Reading | None
    ambiguous: bool


def readings(metric: Metric) -> list[Reading]:
    """Return the readings one edit away from the printed figure, the cheapest first, each value once."""
    printed = shadow(re.sub(r"\s", "", metric.text))
    if pair := _RANGE.fullmatch(printed):
        return _of_range(metric, pair)
    match = _PRINTED.match(printed)
    if not match or match["scale"] not in _SCALES or _TWO.search(printed):
        return []
    number, more, scale = match["number"].replace(",", ""), match["more"], match["scale"]
    tail = printed[match.end() :]
    made: dict[tuple[float, float], Reading] = {}
    for new_number, new_scale, new_tail, ratio, cost, edit in _edits(number, scale, tail, metric):
        # News writes 480万 and not 4800000, 10公里 and not 1万米.
        if new_tail == "平方米" != tail and _FLOORS.search(metric.item + metric.measure):
            cost -= _USUAL_UNIT
        cost += _ODD * (
            _odd_unit(metric, new_tail)
            + (not new_scale and float(new_number) >= 1e5)
            + (new_tail == "米" and bool(new_scale))
        )
        value = round(float(new_number) * _SCALES[new_scale], 6)
        if not value or (metric.dimension == "count" and value % 1 and not _whole_less(metric)):
            continue
        small = bool(more) and not scale and float(new_number) < 10
        text = (
            f"{new_number}{new_scale}{more}{new_tail}"
            if small
            else f"{new_number}{more}{new_scale}{new_tail}"
        )
        low = None if metric.value_low is None else value
        high = None if metric.value_high is None else value
        meant = bounds(low, high, metric.qualifier, text)
        if meant is None:
            continue
        reading = Reading(
            text,
            meant.times(factor(metric) * ratio),
            None if low is None else low * ratio,
            None if high is None else high * ratio,
            cost,
            edit,
        )
        key = (round(value * ratio, 9), value)
        if key not in made or made[key].cost > cost:
            made[key] = reading
    return sorted(made.values(), key=lambda r: (r.cost, r.text))


def _of_range(metric: Metric, match: re.Match[str]) -> list[Reading]:
    """Return the readings of 0.01~2.45公里 that change its scale or its unit, and so both ends alike."""
    low, high = metric.value_low, metric.value_high
    if low is None or high is None or match["joint"][0] in "万亿" or match["scale"] not in _USUAL:
        return []
    made = []
    for number, scale, unit, ratio, cost, edit in _whole_edits(
        match["high"], match["scale"], match["unit"], metric
    ):
        times = _SCALES[scale] / _SCALES[match["scale"]] * ratio
        text = f"{match['low']}{match['joint']}{number}{scale}{unit}"
        meant = Interval(low, high).times(factor(metric) * times)
        odd = _ODD * _odd_unit(metric, unit)
        made.append(Reading(text, meant, low * times, high * times, cost + odd, edit))
    return sorted(made, key=lambda r: (r.cost, r.text))


def _edits(
    number: str, scale: str, tail: str, metric: Metric
) -> Iterator[tuple[str, str, str, float, float, str]]:
    """Yield (number, scale, tail, ratio of the new unit to the printed one, cost, name of the edit)."""
    yield from _whole_edits(number, scale, tail, metric)
    yield from _digit_edits(number, scale, tail, metric)


def _whole_edits(
    number: str, scale: str, tail: str, metric: Metric
) -> Iterator[tuple[str, str, str, float, float, str]]:
    """Yield the edits that change no digit: of the scale word and of the unit."""
    for other in _USUAL:
        if other != scale:
            far = {scale, other} == {"", "亿"}
            yield number, other, tail, 1.0, FAR_COST if far else SCALE_COST, _scale_edit(scale, other)
    if tail == metric.unit:
        own = lookup(metric.unit)
        for unit, usual in _SWAPS.get(metric.dimension, {}).items():
            cost = usual - 0.15 if metric.unit == _RARE else usual
            swapped = lookup(unit)
            if unit != metric.unit and own and swapped and own.factor and swapped.factor:
                yield (
                    number,
                    scale,
                    unit,
                    float(swapped.factor / own.factor),
                    cost,
                    f"“{metric.unit}”改“{unit}”",
                )


def _digit_edits(
    number: str, scale: str, tail: str, metric: Metric
) -> Iterator[tuple[str, str, str, float, float, str]]:
    """Yield the edits of the digits: the point moved, a digit lost, doubled, swapped or mistaken."""
    for shift in (-3, -2, -1, 1, 2, 3):
        moved = f"{float(number) * 10.0**shift:.10g}"
        if "e" not in moved and (float(moved) >= 1 or not scale):
            broken = _BROKEN_COST * ("." in moved and "." not in number)
            yield moved, scale, tail, 1.0, broken + POINT_COST + SHIFT_COST * (abs(shift) - 1), "小数点移位"
    digits = number
    for at, digit in enumerate(digits):
        if not digit.isdigit():
            continue
        dropped = digits[:at] + digits[at + 1 :]
        if dropped and dropped[0] not in "0." and not dropped.endswith("."):
            cost = _extra_cost(digits, at) - (_OVER if metric.unit == "%" and at == 0 else 0.0)
            yield dropped, scale, tail, 1.0, cost, "多一个0" if cost == TRAILING_COST else "多一位数字"
        to = at + 2 if digits[at + 1 : at + 2] == "." else at + 1
        if to < len(digits) and digits[to] != digit:
            swapped_digits = digits[:at] + digits[to] + digits[at + 1 : to] + digit + digits[to + 1 :]
            if swapped_digits[0] != "0":
                yield swapped_digits, scale, tail, 1.0, SWAP_COST, _SWAPPED
        for lost in dict.fromkeys(("0", digit)):  # a nought or one of two like digits left out
            longer = digits[: at + 1] + lost + digits[at + 1 :]
            if "." not in digits and not digits.endswith("0" * 2):
                yield longer, scale, tail, 1.0, DIGIT_COST + 0.05, "少一位数字"
        for other in "0123456789":
            if other != digit and not (at == 0 and other == "0"):
                alike = other in _LOOKALIKES[digit] and not digits.startswith("0.", at)
                cost = LOOKALIKE_COST if alike else DIGIT_COST + 0.1
                yield digits[:at] + other + digits[at + 1 :], scale, tail, 1.0, cost, "一位数字"


def _odd_unit(metric: Metric, unit: str) -> bool:
    """Tell whether no newspaper gives such an area in such a unit: floors in mu, fields in square metres."""
    about = metric.item + metric.measure
    if unit == "毫米":
        return _FINE.search(about) is None
    if unit == _RARE:
        return not _TERRITORY.search(about)
    if unit in ("亩", "公顷"):
        return _FLOORS.search(about) is not None
    return unit == "平方米" and _LAND.search(about) is not None


def _extra_cost(digits: str, at: int) -> float:
    """Return what it costs to drop a digit: hands add a nought, repeat a digit or begin with a one."""
    if at == len(digits) - 1 and digits[at] == "0":
        return TRAILING_COST
    usual = digits[at] == "0" or digits[at] in digits[max(0, at - 1) : at] + digits[at + 1 : at + 2]
    if at == 0 and digits[0] == "1":
        return LEADING_COST
    return EXTRA_COST if usual else DIGIT_COST + 0.05


def _whole_less(metric: Metric) -> bool:
    """Tell whether a count is printed with a fraction, so that a reading may have one too."""
    return bool(metric.value_low and metric.value_low % 1)


def _scale_edit(old: str, new: str) -> str:
    if not new:
        return f"去掉“{old}”"
    return f"“{old}”改“{new}”" if old else f"加上“{new}”"


def rank(
    metric: Metric,
    passes: Sequence[Callable[[Reading], bool]],
    distance: Callable[[Reading], float],
) -> Ranked:
    """Return the best readings of a figure.

    Parameters
    ----------
    metric : Metric
        The figure as printed.
    passes : sequence of predicates
        The rules that apply; a candidate must pass all of them.
    distance : function
        How far a reading lies from the typical values, in powers of ten, summed over the norms that apply.
    """
    kept = sorted(
        (
            (reading.cost + distance(reading), reading.cost, reading.text, reading)
            for reading in readings(metric)
            if all(rule(reading) for rule in passes)
        ),
        key=lambda scored: scored[:3],
    )
    best = kept[0] if kept else None
    second = kept[1] if len(kept) > 1 else None
    close = best is not None and second is not None and second[0] - best[0] < CLOSE
    return Ranked(best[3] if best else None, second[3] if second else None, close)
