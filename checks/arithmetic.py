"""Arithmetic (关联审核): what figures of one page say about one another."""

from __future__ import annotations

from collections.abc import Iterator

from checks.derived import check_derived
from checks.means import check_means
from checks.rates import check_rates
from checks.records import Finding, Relation
from checks.shares import check_shares
from checks.sums import check_sums
from checks.view import PageView
from townledger.places.register import Register


def check_arithmetic(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    """Yield the relations of a page's figures, and a finding for each relation that cannot hold."""
    yield from check_sums(view)
    yield from check_rates(view, register)
    yield from check_means(view)
    yield from check_shares(view)
    yield from check_derived(view)
