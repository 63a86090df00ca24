"""People with posts: newsmakers, writers and photographers, and those who make the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from townledger.people.credits import credited
from townledger.people.newsmakers import newsmakers
from townledger.people.spans import PersonSpan

if TYPE_CHECKING:
    from townledger.people.context import Context
    from townledger.people.spans import OrganisationSpan

_PROSE = ("title", "subtitle", "heading", "caption", "text")


def read_people(context: Context, organisations: list[OrganisationSpan]) -> list[PersonSpan]:
    """Return the people of a page, sorted by offset; each once an article, role and post.

    Parameters
    ----------
    context
        The page in reading order, with the credits of its bylines, and its places.
    organisations
        What was read before; posts bind to them.
    """
    ends = {organisation.end: organisation for organisation in organisations}
    people: list[PersonSpan] = []
    for article in context.articles:
        spans = list(credited(context.text, article))
        for part in article.parts:
            if part.kind in _PROSE:
                spans.extend(newsmakers(context, part, ends))
        people.extend(_once(spans))
    return sorted(people, key=lambda person: (person.start, person.role))


def _once(spans: list[PersonSpan]) -> Iterator[PersonSpan]:
    """Drop a later mention of the same person that adds no post; 校长 adds nothing to 某校校长."""
    posts: dict[tuple[str, str], set[str]] = {}
    taken: set[int] = set()
    for span in spans:
        if span.start in taken:
            continue
        taken.add(span.start)
        if span.name_kind == "unnamed":
            yield span
            continue
        known = posts.setdefault((span.name, span.role), set())
        if not any(post.endswith(span.post) for post in known):
            known.add(span.post)
            yield span
