"""What this room reads: organisations, people and mechanisms, in offsets of the page's flow."""

from __future__ import annotations

from townledger.frozen import frozen

UNNAMED = "（未具名）"
"""The name of a source who speaks for an organisation and is not named; its span is that of the post."""


@frozen
class OrganisationSpan:
    """An organisation; ``text`` as printed, ``type`` in Chinese from the table of suffixes."""

    start: int
    end: int
    text: str
    type: str
    place_code: str | None


@frozen
class PersonSpan:
    """A person with a post.

    ``start`` and ``end`` are the span of the name (of the post where nobody is named); ``name_kind`` is
    ``full``, ``partial`` (李奶奶, 王某) or ``unnamed``; ``role`` is ``newsmaker``, ``byline`` or ``staff``.
    """

    start: int
    end: int
    name: str
    post: str
    organisation: str
    place_code: str | None
    role: str
    name_kind: str = "full"


@frozen
class Step:
    """One step: how often, what is done, by whom, how many; an empty string where the text does not say."""

    cadence: str
    action: str
    actor: str
    quantity: str


@frozen
class MechanismSpan:
    """A mechanism; ``kind`` in Chinese from the tables of nouns and endings."""

    start: int
    end: int
    text: str
    kind: str
    place_code: str | None
    steps: tuple[Step, ...]


@frozen
class Found:
    """A mechanism as a form found it; ``core`` is what it is known by in its article."""

    start: int
    end: int
    core: str
    kind: str
    steps: tuple[Step, ...] = ()
