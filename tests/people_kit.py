"""Read people, organisations and mechanisms from text, and score them against the annotated pages."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from townledger.layout import Layout, lay_out
from townledger.mechanisms import MechanismSpan, read_mechanisms
from townledger.organisations import OrganisationSpan, read_organisations
from townledger.people import UNNAMED, PersonSpan, read_people
from townledger.places import PlaceSpan, read_places
from townledger.register import default_register
from townledger.text import shadow

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(__file__).parent / "data"
GIVEN = ("000", "001")  # annotated with the product's brief
OWN = ("002", "003", "004")  # annotated by this room


@dataclass(frozen=True)
class Read:
    layout: Layout
    places: list[PlaceSpan]
    organisations: list[OrganisationSpan]
    people: list[PersonSpan]
    mechanisms: list[MechanismSpan]


def read(text: str) -> Read:
    register = default_register()
    layout = lay_out(text)
    places = read_places(layout, register)
    organisations = read_organisations(layout, places, register)
    people = read_people(layout, places, organisations)
    return Read(layout, places, organisations, people, read_mechanisms(layout, places))


@cache
def page(doc: str) -> Read:
    (path,) = (ROOT / "seeds" / "newspapers").glob(f"{doc}_*.txt")
    with path.open(encoding="utf-8", newline="") as file:
        return read(file.read())


def gold(table: str, docs: Iterable[str]) -> dict[str, list[dict[str, str]]]:
    """Return the annotated rows of a table (people, organisations, mechanisms) by page."""
    found: dict[str, list[dict[str, str]]] = {doc: [] for doc in docs}
    for folder in (DATA / "gold", DATA / "people"):
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["doc"][:3] in found:
                    found[row["doc"][:3]].append(row)
    return found


_ASIDE = re.compile(r"（[^）]*）|\([^)]*\)")


def plain(text: str) -> str:
    """Return text without brackets, quotation marks and blanks."""
    return re.sub(
        r"[“”‘’《》\"'\s、,，+]", "", _ASIDE.sub("", shadow(text).replace("(", "（").replace(")", "）"))
    )


@dataclass
class Score:
    found: int = 0
    gold: int = 0
    right: int = 0
    read: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.gold

    @property
    def precision(self) -> float:
        return self.right / self.read

    def __str__(self) -> str:
        return (
            f"recall {self.found}/{self.gold} = {self.recall:.3f}, "
            f"precision {self.right}/{self.read} = {self.precision:.3f}"
        )


def score(
    table: str,
    docs: Iterable[str],
    predicted: Callable[[Read], Iterable[object]],
    matches: Callable[[object, dict[str, str], str], bool],
    show: Callable[[object], str] = str,
) -> Score:
    """Score a reader: a gold row is found when a prediction matches it; a prediction is right likewise."""
    total = Score()
    for doc, rows in gold(table, docs).items():
        result = page(doc)
        text = result.layout.flow.text
        spans = list(dict.fromkeys(predicted(result)))
        for row in rows:
            total.gold += 1
            if any(matches(span, row, text) for span in spans):
                total.found += 1
            else:
                print(f"  {doc} missed: {row['name']}")
        for span in spans:
            total.read += 1
            if any(matches(span, row, text) for row in rows):
                total.right += 1
            else:
                print(f"  {doc} extra: {show(span)}")
    print(f"{table} on {'+'.join(docs)}: {total}")
    return total


POSTS = {"作者": "作者署名", "摄": "摄影"}


def same_person(person: object, row: dict[str, str], text: str) -> bool:
    """Return whether a person read is the annotated one: the same name and post."""
    assert isinstance(person, PersonSpan)
    post, wanted = plain(POSTS.get(person.post, person.post)), plain(row["post"])
    agree = (not post and "岁" in row["post"]) or (post and (post in wanted or wanted in post))
    if row["name"].startswith(UNNAMED):
        near = plain(text[max(0, person.start - 12) : person.end + 36])
        return bool(person.name == UNNAMED and agree and plain(row["quote"])[:12] in near)
    return bool(person.name == row["name"] and agree)


def same_organisation(span: Any, row: dict[str, str], text: str) -> bool:
    """Return whether an organisation read is the annotated one: one name holds the other."""
    mine, wanted = plain(span[0]), plain(row["name"])
    originals = re.findall(r"“([^”]+)”", row["name"]) if "原文" in row["name"] else []
    if mine in map(plain, originals) or mine == wanted:
        return True
    if len(mine) < 2:
        return False
    return (wanted.endswith(mine) or mine.endswith(wanted) or mine in wanted) and mine in plain(
        row["quote"] + row["name"]
    )


def same_mechanism(span: object, row: dict[str, str], text: str) -> bool:
    """Return whether a mechanism read is the annotated one: its words stand in the name or quote."""
    assert isinstance(span, MechanismSpan)
    mine, quote = plain(span.text), plain(row["quote"])
    name = plain(row["name"].split("/")[0])
    return mine in name or name in mine or mine in quote or (len(quote) > 5 and quote in mine)
