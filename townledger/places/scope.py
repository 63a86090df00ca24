"""What place the text is talking about: the memory that 该县, 全市 and a bare village name refer to.

An article has a main place (from its headline, else its first place). Places that lie in it, or that it lies
in, are remembered by level as they are named; places elsewhere (…赴山东考察) are reported but do not change
what 全市 or 该村 mean. The page's counties help where an article, a caption for instance, names none itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice

from townledger.frozen import frozen
from townledger.places.names import LEVELS, level_of
from townledger.places.register import Register

# Level words of deictics (该县, 全市, 镇党委) → the levels that they can mean, likeliest first.
WORD_LEVELS: dict[str, tuple[str, ...]] = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("county", "city", "province"),
    "州": ("city",),
    "盟": ("city",),
    "县": ("county",),
    "区": ("county", "province"),
    "旗": ("county",),
    "乡": ("township",),
    "镇": ("township",),
    "街道": ("township",),
    "苏木": ("township",),
    "村": ("village",),
    "社区": ("village",),
    "嘎查": ("village",),
}

_DEEPER = {level: LEVELS[at + 1 :] for at, level in enumerate(LEVELS)}
_RECENT = 12  # counties of an article that a bare township or village can still lie in


@frozen
class Remembered:
    """A place named before: its code, or None and what it lies in where the register lacks it."""

    code: str | None
    parent: str | None
    text: str
    level: str


class Scope:
    """The places in force at a point of an article."""

    def __init__(self, register: Register, page_counties: Iterable[str], homes: Collection[str] = ()) -> None:
        self._register = register
        self.page_counties = list(dict.fromkeys(page_counties))
        self._home = next(iter(homes)) if len(homes) == 1 else None
        self.enter()

    def enter(self) -> None:
        """Begin another article: forget the last one."""
        self.main: str | None = None
        self._here: dict[str, Remembered] = {}
        self._article_counties: dict[str, None] = {}  # in the order that they were named
        self._counties: list[str] | None = None  # what ``counties`` says, until a place changes it

    def settle(self, code: str) -> None:
        """Make ``code`` the main place of the article."""
        self.main, self._counties = code, None
        self._remember(Remembered(code, None, self._register.name(code), level_of(code)))

    def hint(self, code: str) -> None:
        """Take note of a place of a list: what it lies in is in force where nothing else is."""
        parent = self._register.parent(code)
        if parent is not None and not self._here:
            self._remember(Remembered(parent, None, self._register.name(parent), level_of(parent)))

    def point(self, code: str, text: str) -> None:
        """Take note of a village alone; the township and all above stay in force."""
        self._here["village"] = Remembered(code, None, text, "village")

    def see(self, code: str | None, parent: str | None, text: str, level: str) -> None:
        """Take note of a named place; ``parent`` is what it lies in when the register lacks it."""
        anchor = code or parent
        if anchor is None:
            return
        self._counties = None
        if len(anchor) >= 6:
            self._article_counties.pop(anchor[:6], None)
            self._article_counties[anchor[:6]] = None
        if self.main is None and len(anchor) >= 4:
            self.main = anchor[:6]
        if self.main is None or self._within_main(anchor):
            self._remember(Remembered(code, parent, text, level))

    def at(self, level: str) -> Remembered | None:
        """Return the place of a level that is in force, if any."""
        return self._here.get(level)

    def code_at(self, level: str) -> str | None:
        """Return the code of the place of a level that is in force, if any."""
        remembered = self._here.get(level)
        return remembered.code if remembered else None

    def counties(self) -> list[str]:
        """Return the counties to look in: the one in force, the main one, the last others of the article.

        The page's counties only where the article names none.
        """
        if self._counties is not None:
            return self._counties
        here = self._here.get("county")
        own = [here.code] if here is not None and here.code else []
        if self.main is not None and len(self.main) >= 6:
            own.append(self.main[:6])
        own += islice(reversed(self._article_counties), _RECENT)
        self._counties = list(dict.fromkeys(own)) or self.page_counties
        return self._counties

    def refer(self, word: str, own: bool = False) -> Remembered | None:
        """Return the place that a level word (县, 市, 镇 …) refers to here, or None.

        ``own``: the newspaper speaks of its own (我市, 本省), which its name tells where the text does not.
        """
        for level in WORD_LEVELS[word]:
            remembered = self._here.get(level)
            if remembered is None:
                continue
            name = self._register.name(remembered.code) if remembered.code else remembered.text
            if level == "village" or name.endswith(word) or remembered.text.endswith(word):
                return remembered
        if self._here:
            return None
        above = {a for c in self.page_counties for a in self._register.ancestors(c)}
        if own and self._home is not None:
            above |= {self._home, *self._register.ancestors(self._home)}
        fitting = [a for a in sorted(above) if self._register.name(a).endswith(word)]
        if len(fitting) != 1:
            return None
        return Remembered(fitting[0], None, self._register.name(fitting[0]), level_of(fitting[0]))

    def _within_main(self, anchor: str) -> bool:
        assert self.main is not None
        main = self.main[:6]
        return anchor.startswith(main) or main.startswith(anchor)

    def _remember(self, place: Remembered) -> None:
        """Keep a place and all that it lies in; forget deeper places that do not lie in it."""
        anchor = place.code or place.parent
        assert anchor is not None
        self._counties = None
        for code in (anchor, *self._register.ancestors(anchor)):
            level = level_of(code)
            known = self._here.get(level)
            if code != place.code and (known is None or known.code != code):
                self._here[level] = Remembered(code, None, self._register.name(code), level)
        self._here[place.level] = place
        for level in _DEEPER[place.level]:
            deeper = self._here.get(level)
            if deeper is not None and not (deeper.code or deeper.parent or "").startswith(place.code or "-"):
                del self._here[level]
