"""Records that nobody changes, and that are made by the hundred on every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make ``cls`` a dataclass with slots that the type checker holds to be frozen.

    Nothing guards it while the program runs: ``dataclass(frozen=True)`` sets each field by a call, which
    makes a record of eleven fields thirteen times as slow to create (2.3 µs instead of 0.17 µs).
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
