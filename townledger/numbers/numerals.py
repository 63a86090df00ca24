"""Numerals: the value of Arabic, Chinese and mixed number words, as an exact interval.

The text is shadow text (half-width digits, simplified numerals). Values are worked out in ``Decimal`` so
that 1.34万 is 13,400 and not 13,400.000000000002.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: Decimal(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0),
    "两": Decimal(2),
    "壹": Decimal(1),
    "贰": Decimal(2),
    "叁": Decimal(3),
    "肆": Decimal(4),
    "伍": Decimal(5),
    "陆": Decimal(6),
    "柒": Decimal(7),
    "捌": Decimal(8),
    "玖": Decimal(9),
    "半": Decimal("0.5"),
}
TENS = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000)} | {
    "拾": Decimal(10),
    "佰": Decimal(100),
    "仟": Decimal(1000),
}
_WAN = Decimal(10**4)
SCALES = {"万": _WAN, "亿": Decimal(10**8)}
VAGUE = "几数"
LONGEST = 40
"""Characters of the longest numeral that has a value; 9,999 to every place of 亿亿, written out, takes 31."""

_PLAIN = re.compile(r"(\d+(?:\.\d+)?)([万亿]?)")
"""What most numerals look like: 172, 91.6, 1.34万."""
_BLANKS = re.compile("[, ]")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.", re.DOTALL)
_PURE_DIGITS = re.compile(r"[零〇一二三四五六七八九两]{2,}")
_POINT = re.compile(r"([^点]+)点([零〇一二三四五六七八九]+)([万亿]*)")

Interval = tuple[Decimal | None, Decimal | None]

IDIOMS: dict[str, Interval] = {
    "成百上千": (Decimal(100), None),
    "成千上万": (Decimal(1000), None),
    "数以百计": (Decimal(100), None),
    "数以千计": (Decimal(1000), None),
    "数以万计": (Decimal(10000), None),
}
"""Vague numerals of four characters: open upwards from the smallest order that they name (现代汉语词典)."""
ABOUT_A_HUNDRED = "百十"
"""百十户 is a hundred or so, not 110 (现代汉语词典)."""


def interval(numeral: str) -> Interval:
    """Return the interval that a numeral asserts: ``(n, n)`` when exact, wider when vague, Nones for 几, 数.

    What is longer than `LONGEST` has no value either: that of a row of digits would be no finite float.
    十几 is 11 to 19, 几十 20 to 99, 数百 200 to 999, 两三百 200 to 300, 二千五 2,500 and 一万二 12,000 (a
    last digit stands for the next lower place). Raises ValueError when the text is no numeral.
    """
    if len(numeral) > LONGEST:
        return None, None
    plain = _PLAIN.fullmatch(numeral)
    if plain:
        value = Decimal(plain[1]) * SCALES[plain[2]] if plain[2] else Decimal(plain[1])
        return value, value
    if numeral in IDIOMS:
        return IDIOMS[numeral]
    numeral = _BLANKS.sub("", numeral).replace("廿", "二十").replace("卅", "三十")
    point = _POINT.fullmatch(numeral)
    if point:
        whole, decimals, scale = point.groups()
        places = "".join(str(DIGITS[c]) for c in decimals)
        value = Decimal(f"{_value(whole)}.{places}")
        for word in scale:
            value *= SCALES[word]
        return value, value
    if numeral in VAGUE:
        return None, None
    if numeral.startswith(ABOUT_A_HUNDRED):
        numeral = "一百" + numeral[2:]
    if any(c in VAGUE for c in numeral):
        return _vague(numeral)
    adjacent = _adjacent(numeral)
    if adjacent:
        low, high = (_value(n) for n in adjacent)
        return low, high
    value = _value(numeral)
    return value, value


def _vague(numeral: str) -> Interval:
    """几十, 数百, 十几, 二十几万: the vague digit runs over 1..9 (as a head over 2..9)."""
    at = next(i for i, c in enumerate(numeral) if c in VAGUE)
    head, tail = numeral[:at], numeral[at + 1 :]
    if head:  # 十几, 二十几万: the digit is any of 1..9
        return _value(f"{head}一{tail}"), _value(f"{head}九{tail}")
    unit = _value("一" + tail)
    return 2 * unit, 10 * unit - 1


def _adjacent(numeral: str) -> tuple[str, str] | None:
    """Split 两三百, 十七八, 三五个: two digits side by side that name a range, never a digit string."""
    if numeral == "三两":
        return "二", "三"  # 三两天, the one pair that falls
    chars = list(numeral)
    for i in range(len(chars) - 1):
        first, second = DIGITS.get(chars[i]), DIGITS.get(chars[i + 1])
        if first is None or second is None or "半" in chars[i : i + 2]:
            continue
        around = chars[:i] + chars[i + 2 :]
        if any(c in DIGITS for c in (chars[i - 1 : i] + chars[i + 2 : i + 3])):
            return None  # three digits in a row: a digit string
        if 0 < first < second <= first + 2 and (second == first + 1 or first == 3):
            rest = "".join(around[i:])
            head = "".join(chars[:i])
            return head + chars[i] + rest, head + chars[i + 1] + rest
    return None


def _value(numeral: str) -> Decimal:
    """Return the value of a numeral without vague digits."""
    if _PURE_DIGITS.fullmatch(numeral):
        return Decimal("".join(str(DIGITS[c]) for c in numeral))
    total = section = Decimal(0)
    number: Decimal | None = None
    largest = Decimal(0)  # the largest scale word so far: 3万亿 multiplies, 1亿2万 adds
    last_unit = Decimal(1)
    arabic = zero = False
    for token in _TOKEN.findall(numeral):
        if token[0].isdigit() and token[0] in "0123456789":
            number, arabic = Decimal(token), True
        elif token in DIGITS:
            zero = zero or token in "零〇"
            number = DIGITS[token] if number is None else number * 10 + DIGITS[token]
        elif token in TENS:
            section += (Decimal(1) if number is None else number) * TENS[token]
            last_unit, number, zero = TENS[token], None, False
        elif token in SCALES:
            scale = SCALES[token]
            value = section + (number or Decimal(0))
            if scale > largest and largest:
                total = (total + value) * scale
            else:
                total += (value if section or number is not None else Decimal(1)) * scale
            largest = max(largest, scale)
            last_unit, section, number, zero = scale, Decimal(0), None, False
        else:
            raise ValueError(f"no numeral: {numeral!r}")
    next_place = last_unit >= (_WAN if arabic else 100) and not zero
    if number is not None and next_place and 1 <= number < 10:
        number *= last_unit / 10  # 二千五, 一万二, 8万3
    return total + section + (number or Decimal(0))
