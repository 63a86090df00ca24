"""Arithmetic (关联审核): what figures of one page say about one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from checks.accounts import check_accounts
from checks.cadence import check_cadences
from checks.changes import check_changes
from checks.derived import check_derived
from checks.households import check_households
from checks.limits import check_limits
from checks.lists import check_lists
from checks.means import check_means
from checks.named_parts import check_named_parts
from checks.products import check_products
from checks.records import Finding, Relation
from checks.shares import check_shares
from checks.sums import check_sums
from checks.view import PageView
from townledger.places.register import Register

_EXACT = frozenset({"部分=整体", "占比", "占比合计", "乘积", "同比", "变化", "人均", "密度", "率×基数"})
"""Kinds of relation that hold by no chance; that a part is no more than its whole proves little."""


def check_arithmetic(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    """Yield the relations of a page's figures, and a finding for each relation that cannot hold.

    Of a broken relation that figure is the likeliest to be wrong which breaks others too and holds in none:
    where one is broken, the relations are told again with that in mind.
    """
    said = list(_relations(view, register))
    if any(isinstance(r, Relation) and r.state == "fails" for r in said):
        view.trust = _trust(said)
        said = list(_relations(view, register))
    yield from said


def _trust(said: Iterable[Finding | Relation]) -> dict[str, int]:
    """Return by metric_id how many exact relations hold with a figure, less those that fail."""
    trust: Counter[str] = Counter()
    for state, ids in dict.fromkeys(
        (r.state, r.metric_ids)
        for r in said
        if isinstance(r, Relation) and (r.kind in _EXACT or r.state == "fails")
    ):
        for metric_id in ids.split(","):
            trust[metric_id] += {"holds": 1, "fails": -1}.get(state, 0)
    return dict(trust)


def _relations(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    yield from check_sums(view)
    yield from check_accounts(view)
    yield from check_named_parts(view)
    yield from check_lists(view)
    yield from check_households(view, register)
    yield from check_limits(view)
    yield from check_changes(view)
    yield from check_products(view)
    yield from check_means(view)
    yield from check_shares(view)
    yield from check_derived(view)
    yield from check_cadences(view, register)
