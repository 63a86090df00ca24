"""What the findings make of each metric."""

from __future__ import annotations

from collections.abc import Iterable

from checks.records import Finding, listed
from townledger.records import Metric

_VERDICT = {"block": "quarantined", "review": "review"}
_STRENGTH = {"passed": 0, "review": 1, "quarantined": 2}


def verdicts(metrics: Iterable[Metric], findings: Iterable[Finding]) -> dict[str, str]:
    """Return metric_id → passed | review | quarantined; hints change nothing, the gravest finding decides.

    A metric that may be wrong in the place of the one that a finding is about waits for review as well.
    """
    found = {metric.metric_id: "passed" for metric in metrics}
    for finding in findings:
        if verdict := _VERDICT.get(finding.severity):
            held = [(finding.metric_id or "", verdict), *((m, "review") for m in listed(finding.suspects))]
            for metric_id, new in held:
                if metric_id in found and _STRENGTH[new] > _STRENGTH[found[metric_id]]:
                    found[metric_id] = new
    return found
