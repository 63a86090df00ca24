"""Arithmetic (关联审核): what figures of one page say about one another."""

from __future__ import annotations

from collections.abc import Iterator

from checks.accounts import check_accounts
from checks.cadence import check_cadences
from checks.changes import check_changes
from checks.derived import check_derived
from checks.households import check_households
from checks.limits import check_limits
from checks.lists import check_lists
from checks.means import check_means
from checks.products import check_products
from checks.records import Finding, Relation
from checks.shares import check_shares
from checks.sums import check_sums
from checks.view import PageView
from townledger.places.register import Register


def check_arithmetic(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    """Yield the relations of a page's figures, and a finding for each relation that cannot hold."""
    yield from check_sums(view)
    yield from check_accounts(view)
    yield from check_lists(view)
    yield from check_households(view, register)
    yield from check_limits(view)
    yield from check_changes(view)
    yield from check_products(view)
    yield from check_means(view)
    yield from check_shares(view)
    yield from check_derived(view)
    yield from check_cadences(view, register)
