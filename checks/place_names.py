"""Names of places that the register contradicts: unknown ones, look-alikes, villages under another town.

The register's date is part of every message, for names change with mergers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from checks.bases import REGISTER_DATE
from checks.records import Finding
from checks.say import doubt_span
from checks.view import PageView
from townledger.records import PlaceMention

_PARENT = re.compile(r"(?:登记簿中)?(?P<name>[\u4e00-\u9fff]+?)内")
_STATED = re.compile(r"原文上级为(?P<name>[^，]+)")
_FROM_AFAR = "本文"  # how the reason of a mismatch begins when the parent stands elsewhere in the article
_STRONG = 0.8  # the reader's confidence in the repair of a near-identical character
_NEAR = 300  # characters before a name in which its parent is named
_DOUBTFUL = {"parent_mismatch": "place_parent", "unresolved": "place_unknown", "lookalike": "place_lookalike"}


def check_place_names(view: PageView) -> Iterator[Finding]:
    """Yield one finding for each name that the register contradicts, at its first mention."""
    seen: set[tuple[str, str]] = set()
    unknown = {p.text for p in view.facts.places if p.match == "unresolved"}
    counties = {p.place_code[:6] for p in view.facts.places if p.place_code and len(p.place_code) >= 6}
    written = _written(view) if unknown else {}
    for place in sorted(view.facts.places, key=lambda p: p.char_start):
        rule = _DOUBTFUL.get(place.match)
        if (
            rule is None
            or place.level == "other"
            or place.text[0] in "该全本我咱"
            or (rule, place.text) in seen
        ):
            continue
        parent = _PARENT.match(place.reason)
        heads = written.get(parent["name"], {parent["name"][:2]}) if parent else set()
        if rule == "place_unknown" and len(counties) > 1 and heads and not _named_before(view, place, heads):
            continue  # a parent that was only carried over from elsewhere on the page may be the wrong one
        seen.add((rule, place.text))
        # A parent that the register lacks may be a short name; one from afar may be another's.
        lacking = _STATED.match(place.reason)
        unsure = (
            (lacking and lacking["name"] in unknown)
            or place.reason.startswith(_FROM_AFAR)
            or (rule == "place_lookalike" and _rarer(place))
        )
        suggestion = place.place_name or "" if place.match == "lookalike" else ""
        yield doubt_span(
            view,
            rule,
            place.char_start,
            place.char_end,
            severity="hint" if unsure else "review" if rule == "place_lookalike" and _sure(place) else None,
            arithmetic=f"{place.reason}（{REGISTER_DATE}区划代码）",
            suggestion=re.sub(r"(?<=.)(?:村?村民委员会|村?委会|居民委员会|居委会)$", "村", suggestion)
            if place.level == "village"
            else suggestion,
            name=place.place_name or "",
            reason=place.reason,
            date=REGISTER_DATE,
        )


def _rarer(place: PlaceMention) -> bool:
    """Tell whether a name has a character that few fonts have: nobody types 簰 for 牌 by mistake."""
    try:
        place.text.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _sure(place: PlaceMention) -> bool:
    """Tell whether the two characters are near-identical, and not only written for one another at times."""
    return place.confidence >= _STRONG


def _written(view: PageView) -> dict[str, set[str]]:
    """Return for each register name the first two characters of all the ways in which the page writes it."""
    texts: dict[str, set[str]] = defaultdict(set)
    for place in view.facts.places:
        if place.place_name:
            texts[place.place_name] |= {place.place_name[:2], place.text[:2]}
    return texts


def _named_before(view: PageView, place: PlaceMention, heads: set[str]) -> bool:
    """Tell whether a parent is named not far before a place, or in the headline."""
    article = view.articles.get(place.article_id or "")
    title = f"{article.kicker}{article.title}{article.subtitle}" if article else ""
    before = title + view.window(place.char_start - _NEAR, place.char_start)
    return any(head in before for head in heads)
