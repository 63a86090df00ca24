"""The pieces of an article in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from townledger.page.bylines import Credit
from townledger.page.datelines import read_dateline, read_signature
from townledger.page.paragraphs import Paragraph


@dataclass(slots=True)
class Item:
    """A part in the making: its kind and its paragraphs (more than one where paragraphs were joined)."""

    kind: str
    paragraphs: list[Paragraph]

    @property
    def text(self) -> str:
        """The joined shadow text."""
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].text
        return "".join([p.text for p in self.paragraphs])

    @property
    def dateline(self) -> tuple[int, list[Credit]] | None:
        """The dateline at the head of the text: its end and its credits."""
        return self.paragraphs[0].dateline if len(self.paragraphs) == 1 else read_dateline(self.text)

    @property
    def signature(self) -> tuple[int, list[Credit]] | None:
        """The signature in brackets at the end of the text: its start and its credits."""
        return self.paragraphs[0].signature if len(self.paragraphs) == 1 else read_signature(self.text)


@dataclass(slots=True)
class Block:
    """An article in the making: its items in reading order."""

    kind: str = ""
    items: list[Item] = field(default_factory=list)
    signed: bool = False  # ended by a signature, a credit or 责编

    def first(self, kind: str) -> Item | None:
        """Return the first item of a kind, if any."""
        return next((item for item in self.items if item.kind == kind), None)

    @property
    def has_text(self) -> bool:
        """Whether it has running text yet."""
        return any(item.kind == "text" for item in self.items)

    def of(self, *kinds: str) -> list[Item]:
        """Return the items of the given kinds."""
        return [item for item in self.items if item.kind in kinds]
