"""Releases: what a published state depends on, and what has changed since the one before."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from assets.versions import code_version, register_version, rules_version
from checks.reviews import beijing
from warehouse.dictionary import Readable

_INPUTS = (
    "SELECT file_name, sha256, publication, issue_date, page FROM staged_page ORDER BY ALL",
    "SELECT file_name, sha256, reason FROM rejected_file ORDER BY ALL",
    "SELECT * FROM review ORDER BY review_id",
)
_SHOWN = """
SELECT a.metric_id, a.page_id, page.sha256, a.review_ids,
    concat_ws('；', a.text, a.value_low, a.value_high, a.unit, a.item, a.subject, a.place_code,
        a.period_start, a.period_end, a.status)
FROM accepted_metric AS a JOIN page USING (page_id)
"""


def release_of(store: Readable) -> dict[str, Any]:
    """Return the release of the warehouse as it stands; the same input, code and rules have the same id.

    ``made_at`` is now (Beijing time, whole seconds) and counts only when the release is entered.
    """
    total = sha256()
    for query in _INPUTS:
        for row in store.read(query).iter_rows():
            total.update(repr(row).encode() + b"\n")
        total.update(b"\0")
    versions = {
        "code_version": code_version(),
        "rules_version": rules_version(),
        "register_version": register_version(),
        "input_hash": total.hexdigest(),
    }
    return {
        "release_id": sha256("\0".join(versions.values()).encode()).hexdigest()[:12],
        "made_at": beijing(datetime.now(UTC)),
        **versions,
    }


def changes(store: Readable, before: Readable, release_id: str) -> list[dict[str, Any]]:
    """Return how the accepted metrics of ``store`` differ from those published in ``before``, and why."""
    old, new = _shown(before), _shown(store)
    old_pages, new_pages = _pages(before), _pages(store)
    found = []
    for metric_id in sorted(old.keys() | new.keys()):
        was, now = old.get(metric_id), new.get(metric_id)
        if was and now and was[-1] == now[-1]:
            continue
        page_id = (now or was or ("",))[0]
        if page_id not in old_pages:
            cause = "新收版面"
        elif page_id not in new_pages:
            cause = "版面已撤"
        elif old_pages[page_id] != new_pages[page_id]:
            cause = "版面原文有改动"
        elif now and now[2] != (was[2] if was else None):
            cause = "复核"
        else:
            cause = "规则、程序或复核有改动"
        found.append(
            {
                "release_id": release_id,
                "metric_id": metric_id,
                "kind": "changed" if was and now else "added" if now else "removed",
                "before": was and was[-1],
                "after": now and now[-1],
                "cause": cause,
            }
        )
    return found


def _shown(store: Readable) -> dict[str, tuple[Any, ...]]:
    return {metric_id: tuple(rest) for metric_id, *rest in store.read(_SHOWN).iter_rows()}


def _pages(store: Readable) -> dict[str, str]:
    return dict(store.read("SELECT page_id, sha256 FROM page").iter_rows())
