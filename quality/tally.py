"""What is counted when a reading is compared with its annotation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Annotated things found and missed; things read that are right and false."""

    found: int = 0
    missed: int = 0
    right: int = 0
    false: int = 0

    @property
    def precision(self) -> float:
        """Share of what was read that is right (1.0 when nothing was read)."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float:
        """Share of what is annotated that was found (1.0 when nothing is annotated)."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def measures(self, prefix: str) -> dict[str, Measured]:
        """Return precision, recall and F1 as measures ``<prefix>precision`` and so on."""
        read, gold = self.right + self.false, self.found + self.missed
        return {
            f"{prefix}precision": Measured(self.precision, read),
            f"{prefix}recall": Measured(self.recall, gold),
            f"{prefix}f1": Measured(self.f1, read + gold),
        }


@dataclass(slots=True)
class Accuracy:
    """Right values among those that were judged."""

    right: int = 0
    judged: int = 0

    def count(self, right: bool) -> bool:
        """Count one judgement and return it."""
        self.right += right
        self.judged += 1
        return right

    @property
    def share(self) -> float:
        """Share of the judged that are right (1.0 when none was judged)."""
        return _share(self.right, self.judged)

    def measured(self) -> Measured:
        """Return the share as a measure."""
        return Measured(self.share, self.judged)


@dataclass(frozen=True, slots=True)
class Measured:
    """A share between 0 and 1 and the number of cases behind it; without cases it says nothing."""

    value: float
    cases: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One difference: what went wrong (see ``KINDS``), on which page, as annotated and as read."""

    kind: str
    doc: str
    gold: str
    read: str

    def __str__(self) -> str:
        return f"{KINDS[self.kind]}　{self.doc}　标注 {self.gold or '–'}　读作 {self.read or '–'}"


KINDS: Mapping[str, str] = {
    "name_claimed": "名称被读成指标",
    "place_wrong": "地名代码有误却算确切",
    "number_value": "数字：数值不符",
    "number_unit": "数字：单位不符",
    "number_extra": "数字：多读",
    "number_missed": "数字：漏读",
    "date_wrong": "出版日期不符",
    "place_code": "地名：代码不符",
    "place_missed": "地名：漏读",
    "article_missed": "文章：漏读",
    "article_extra": "文章：多读",
    "article_title": "文章：标题不符",
    "article_kind": "文章：体裁不符",
    "article_byline": "文章：署名不符",
    "article_place": "文章：所写之地不符",
    "number_class": "数字：类别不符",
    "number_place": "数字：地点代码不符",
    "number_item": "数字：所数之物不符",
    "number_status": "数字：状态不符",
    "number_period": "数字：时期不符",
    "number_qualifier": "数字：限定不符",
    "class_extra": "名称、日期、序数：多读",
    "class_missed": "名称、日期、序数：漏读",
    "person_extra": "人物：多读",
    "person_missed": "人物：漏读",
    "organisation_extra": "机构：多读",
    "organisation_missed": "机构：漏读",
    "mechanism_extra": "机制做法：多读",
    "mechanism_missed": "机制做法：漏读",
}
"""The kinds of fault with their names, the worst first: what misleads comes before what is merely missing."""


def worst_first(faults: list[Fault]) -> list[Fault]:
    """Return the faults in the order of ``KINDS``; within a kind in the order of the pages."""
    rank = {kind: at for at, kind in enumerate(KINDS)}
    return sorted(faults, key=lambda fault: (rank[fault.kind], fault.doc))


def _share(right: int, judged: int) -> float:
    return right / judged if judged else 1.0
