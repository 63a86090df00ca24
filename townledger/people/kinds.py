"""Nouns and endings that say what kind of mechanism a name is (责任体系, 红黑榜), and names that say none."""

from __future__ import annotations

import re
from functools import cache

from townledger.frozen import frozen
from townledger.lexicon import LEXICON, alternation, read_words
from townledger.people.endings import Endings


@cache
def nouns() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of nouns, and the kind and the position of each.

    ``beside`` means right after the quotation only.
    """
    rows = read_words(
        LEXICON / "mechanism_nouns.csv", {"noun": None, "kind": None, "position": {"after", "beside"}}
    )
    nouns = {row["noun"]: (row["kind"], row["position"]) for row in rows}
    return re.compile(alternation(nouns)), nouns


@cache
def _endings() -> tuple[Endings, dict[str, str]]:
    rows = read_words(LEXICON / "mechanism_endings.csv", {"ending": None, "kind": None})
    kinds = {row["ending"]: row["kind"] for row in rows}
    return Endings(kinds), kinds


def kind_of_ending(name: str) -> str:
    """Return the kind that the longest ending of ``name`` says (红黑榜: 榜单), or an empty string."""
    endings, kinds = _endings()
    return kinds.get(endings.at(name, len(name), 0), "")


@frozen
class Head:
    """A noun that makes a name without quotation marks: of which kind, with how long a qualifier at least."""

    kind: str
    least: int  # characters; 0 for what stands by itself (村规民约)


@cache
def heads() -> tuple[Endings, dict[str, Head]]:
    """Return the nouns that make a name without quotation marks, and what each takes."""
    rows = read_words(
        LEXICON / "mechanism_heads.csv", {"head": None, "kind": None, "least": {"0", "1", "2", "3"}}
    )
    found = {row["head"]: Head(row["kind"], int(row["least"])) for row in rows}
    return Endings(found), found


@cache
def numeral_terms() -> frozenset[str]:
    """Return terms with a numeral that name no mechanism: 三农, 两委."""
    return frozenset(row["term"] for row in read_words(LEXICON / "numeral_terms.csv", {"term": None}))


@cache
def generic_qualifiers() -> frozenset[str]:
    """Return qualifiers that make no name of a noun: 长效机制, 工作制度."""
    return frozenset(row["word"] for row in read_words(LEXICON / "generic_qualifiers.csv", {"word": None}))
