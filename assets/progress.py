"""What a person sees while the assets work: one line a stage, in the terminal and in the run's log."""

from __future__ import annotations

from typing import Any


def tell(context: Any, stage: str, text: str) -> None:
    """Say in one line what a stage has done."""
    context.log.info(f"{stage}：{text}")
    print(f"  {stage}　{text}", flush=True)
