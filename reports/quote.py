"""Finding a figure inside its sentence, and the sentence around a span of a page."""

from __future__ import annotations

import re

SENTENCE_ENDS = "。！？；!?;\n"
CLOSING = "”’」』）)"
"""What still belongs to the sentence that has ended before it."""
WINDOW = 120
"""How many characters of a run-on line are shown to either side of a span."""

_BLANK = re.compile(r"\s+")


def find_figure(sentence: str, figure: str, before: str) -> tuple[int, int] | None:
    """Return where ``figure`` stands in ``sentence``, or None when it does not.

    Parameters
    ----------
    sentence
        The sentence as stored; blanks at column breaks may be gone from it.
    figure
        The figure as printed, perhaps with a column break inside.
    before
        The text of the page that comes before the figure. When the sentence has the same figure twice
        (``栽树3棵、种花3棵``), the place is taken whose left side agrees longest with it.
    """
    pattern = r"\s*".join(map(re.escape, _BLANK.sub("", figure)))
    spans = [match.span() for match in re.finditer(pattern, sentence)] if pattern else []
    if len(spans) < 2:
        return spans[0] if spans else None
    left = _BLANK.sub("", before)[::-1]
    return max(spans, key=lambda span: _agreement(_BLANK.sub("", sentence[: span[0]])[::-1], left))


def _agreement(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def sentence_around(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the sentence of ``text`` around the span, and the span inside that sentence."""
    lo, hi = start, end
    while lo > 0 and start - lo < WINDOW and text[lo - 1] not in SENTENCE_ENDS:
        lo -= 1
    while hi < len(text) and hi - end < WINDOW and text[hi - 1 : hi] not in SENTENCE_ENDS:
        hi += 1
    while lo < start and (text[lo].isspace() or text[lo] in CLOSING):
        lo += 1
    while end < hi < len(text) and text[hi] in CLOSING:
        hi += 1
    return text[lo:hi].rstrip(), start - lo, end - lo
