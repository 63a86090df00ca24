"""Pages torn at random places: how many breaks are found, and that none is invented."""

import random

from layout_kit import page

from townledger.page.layout import lay_out

END = "。!?;:…”’) \n"
FLOOR = 0.94
"""Share of random tears that are joined; the rest are short heads that look like headings."""


def tear(raw: str, seed: int) -> tuple[str, set[int]]:
    """Return ``raw`` with about two in five long paragraphs torn, and where each tear begins."""
    layout, dice = lay_out(raw), random.Random(seed)
    texts = [p for a in layout.articles for p in a.parts if p.kind == "text" and p.end - p.start > 60]
    cuts = [dice.randrange(p.start + 3, p.end - 3) for p in texts if dice.random() < 0.4]
    places = sorted(layout.flow.raw_offset(cut) for cut in cuts if layout.flow.text[cut - 1] not in END)
    torn, last, starts = [], 0, set()
    for number, place in enumerate(places):
        torn.append(raw[last:place])
        starts.add(place + 2 * number)
        last = place
    return "\n\n".join([*torn, raw[last:]]), starts


def test_random_tears_are_joined_and_none_is_invented() -> None:
    tears = found = 0
    for name in ("000", "003", "004"):
        raw = page(name)
        printed = len(lay_out(raw).breaks)
        for seed in range(8):
            torn, starts = tear(raw, seed)
            joined = {b.raw_start for b in lay_out(torn).breaks if b.kind in ("joined", "out_of_order")}
            tears += len(starts)
            found += len(joined & starts)
            assert len(joined - starts) <= printed
    assert tears > 200
    assert found >= FLOOR * tears
