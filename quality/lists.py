"""Articles, dates, places, people, organisations and mechanisms of a page against gold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from quality.gold import Row
from quality.tally import Accuracy, Fault, Measured, Tally
from townledger.page.text import shadow
from townledger.people.spans import UNNAMED
from townledger.records import Article, Mechanism, Organisation, Page, PageFacts, PersonPost

T = TypeVar("T")
_ASIDE = re.compile(r"\([^)]*\)")
_MARKS = re.compile(r"[“”‘’《》\"'\s、,+]")
_HEADED = frozenset(
    {"news", "feature", "brief", "photo"}
)  # what is annotated; captions and furniture are not
_POSTS = {"作者": "作者署名", "摄": "摄影"}  # as printed: as annotated
_CLAIMED = frozenset({"exact", "short"})  # matches by which the reader is sure of a name of its own


def plain(text: str) -> str:
    """Return the shadow of a text without brackets and what stands in them, quotation marks and blanks."""
    return _MARKS.sub("", _ASIDE.sub("", shadow(text)))


@dataclass(slots=True)
class ListScores:
    """What :func:`score_page` measured, over all pages that were given to it."""

    articles: Tally = field(default_factory=Tally)
    article_fields: dict[str, Accuracy] = field(
        default_factory=lambda: {name: Accuracy() for name in ("title", "kind", "byline", "place")}
    )
    issue_date: Accuracy = field(default_factory=Accuracy)
    places: Tally = field(default_factory=Tally)
    place_code: Accuracy = field(default_factory=Accuracy)
    place_exact: Accuracy = field(default_factory=Accuracy)
    entities: dict[str, Tally] = field(
        default_factory=lambda: {kind: Tally() for kind in ("person", "organisation", "mechanism")}
    )
    faults: list[Fault] = field(default_factory=list)

    def measures(self) -> dict[str, Measured]:
        """Return the measures by name, in a fixed order."""
        out = self.articles.measures("article.")
        out |= {f"article.{name}": accuracy.measured() for name, accuracy in self.article_fields.items()}
        out["issue_date.within"] = self.issue_date.measured()
        out["place.recall"] = self.places.measures("place.")["place.recall"]
        out["place.code"] = self.place_code.measured()
        out["place.exact"] = self.place_exact.measured()
        for kind, tally in self.entities.items():
            out |= tally.measures(f"{kind}.")
        return out


def score_page(
    doc: str, facts: PageFacts, gold: Mapping[str, Sequence[Row]], said: Row, into: ListScores
) -> None:
    """Score one page.

    Parameters
    ----------
    doc
        The page's three digits.
    facts
        What was read.
    gold
        The annotated rows of this page by list (see `gold.LISTS`).
    said
        The page's row of ``pages.csv``: the interval in which its issue date must lie.
    into
        Where the counts and the faults go.
    """
    _articles(doc, facts, gold["articles"], into)
    _issue_date(doc, facts.page, said, into)
    _places(doc, facts, gold["places"], into)
    people = {person: f"{person.post}｜{person.name}" for person in facts.people}
    distinct = {(o.text, o.place_code): o for o in reversed(facts.organisations)}
    organisations = {o: o.text for o in sorted(distinct.values(), key=lambda o: o.char_start)}
    mechanisms = {mechanism: mechanism.text for mechanism in facts.mechanisms}
    text = facts.page.text
    _entities("person", doc, people, gold["people"], lambda p, row: same_person(p, row, text), into)
    _entities("organisation", doc, organisations, gold["organisations"], same_organisation, into)
    _entities("mechanism", doc, mechanisms, gold["mechanisms"], same_mechanism, into)


def _articles(doc: str, facts: PageFacts, gold: Sequence[Row], into: ListScores) -> None:
    left = [article for article in facts.articles if article.kind in _HEADED]
    dark = shadow(facts.page.text)
    for row in gold:
        article = _article_at(dark.find(row["begins"]), left)
        if article is None:
            into.articles.missed += 1
            into.faults.append(Fault("article_missed", doc, row["title"] or row["begins"], ""))
            for accuracy in into.article_fields.values():
                accuracy.count(False)
            continue
        left.remove(article)
        into.articles.found += 1
        into.articles.right += 1
        mine = {
            "title": article.kicker + article.title + article.subtitle,
            "kind": article.kind,
            "byline": article.byline,
            "place": article.place_code or "",
        }
        wanted = {
            "title": row["kicker"] + row["title"] + row["subtitle"],
            "kind": row["kind"],
            "byline": row["byline"],
            "place": row["place_code"],
        }
        for name, accuracy in into.article_fields.items():
            fair = row["kind"].split("|") if name == "kind" else [plain(wanted[name])]
            if not accuracy.count(plain(mine[name]) in fair):
                into.faults.append(Fault(f"article_{name}", doc, wanted[name], mine[name]))
    for article in left:
        into.articles.false += 1
        into.faults.append(Fault("article_extra", doc, "", f"{article.kind} {article.title}"))


def _article_at(offset: int, articles: Iterable[Article]) -> Article | None:
    """Return the article around an offset; of several (one interrupts another) the shortest."""
    around = [a for a in articles if a.char_start <= offset < a.char_end]
    return min(around, key=lambda a: a.char_end - a.char_start, default=None)


def _issue_date(doc: str, page: Page, said: Row, into: ListScores) -> None:
    low, high = page.issue_date_low, page.issue_date_high
    if said["issue_low"]:
        right = bool(low and high and said["issue_low"] <= low <= high <= said["issue_high"])
    else:  # the page does not say its year, and neither may the reader
        right = low is None and high is None
    if not into.issue_date.count(right):
        wanted = f"{said['issue_low']}..{said['issue_high']}" if said["issue_low"] else "年份未定"
        into.faults.append(Fault("date_wrong", doc, wanted, f"{low}..{high}"))


def _places(doc: str, facts: PageFacts, gold: Sequence[Row], into: ListScores) -> None:
    read: dict[str, set[str | None]] = defaultdict(set)
    for place in facts.places:
        read["".join(place.text.split())].add(place.place_code)
    wanted = {row["text"]: row["code"] or None for row in gold}
    for text, code in wanted.items():
        if text not in read:
            into.places.missed += 1
            into.place_code.count(False)
            into.faults.append(Fault("place_missed", doc, f"{text} {code or '无代码'}", ""))
            continue
        into.places.found += 1
        if not into.place_code.count(read[text] == {code}):
            mine = "、".join(sorted(str(c or "无代码") for c in read[text]))
            into.faults.append(Fault("place_code", doc, f"{text} {code or '无代码'}", mine))
    for place in facts.places:
        text = "".join(place.text.split())
        if place.match not in _CLAIMED or not place.place_code:
            continue
        if not into.place_exact.count(wanted.get(text) == place.place_code):
            known = f"{text} {wanted[text] or '无代码'}" if text in wanted else ""
            into.faults.append(Fault("place_wrong", doc, known, f"{text} {place.place_code}"))


def _entities(
    kind: str,
    doc: str,
    read: Mapping[T, str],
    gold: Sequence[Row],
    same: Callable[[T, Row], bool],
    into: ListScores,
) -> None:
    """Count: a gold row is found when something that was read is the same, and the other way round."""
    tally = into.entities[kind]
    for row in gold:
        found = any(same(thing, row) for thing in read)
        tally.found += found
        tally.missed += not found
        if not found:
            shown = f"{row['post']}｜{row['name']}" if kind == "person" else row["name"]
            into.faults.append(Fault(f"{kind}_missed", doc, shown, ""))
    for thing, shown in read.items():
        right = any(same(thing, row) for row in gold)
        tally.right += right
        tally.false += not right
        if not right:
            into.faults.append(Fault(f"{kind}_extra", doc, "", shown))


def same_person(person: PersonPost, row: Row, text: str) -> bool:
    """Return whether a person read on the page ``text`` is the annotated one: the same name and post."""
    post, wanted = plain(_POSTS.get(person.post, person.post)), plain(row["post"])
    agree = (not post and "岁" in row["post"]) or bool(post and (post in wanted or wanted in post))
    if row["name"].startswith(UNNAMED):
        near = plain(text[max(0, person.char_start - 12) : person.char_end + 36])
        return person.name == UNNAMED and agree and plain(row["quote"])[:12] in near
    return person.name == row["name"] and agree


def same_organisation(organisation: Organisation, row: Row) -> bool:
    """Return whether an organisation read is the annotated one: one name holds the other."""
    mine, wanted = plain(organisation.text), plain(row["name"])
    originals = re.findall(r"“([^”]+)”", row["name"]) if "原文" in row["name"] else []
    if mine in map(plain, originals) or mine == wanted:
        return True
    if len(mine) < 2:
        return False
    return (wanted.endswith(mine) or mine.endswith(wanted) or mine in wanted) and mine in plain(
        row["quote"] + row["name"]
    )


def same_mechanism(mechanism: Mechanism, row: Row) -> bool:
    """Return whether a mechanism read is the annotated one: its words stand in the name or quote."""
    mine, quote = plain(mechanism.text), plain(row["quote"])
    name = plain(row["name"].split("/")[0])
    return mine in name or name in mine or mine in quote or (len(quote) > 5 and quote in mine)
