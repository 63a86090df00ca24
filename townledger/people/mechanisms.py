"""Programmes and mechanisms of governance, found by their form, with their steps in a normal form.

No list of names is used. A mechanism is a quoted formula beside a word such as 机制, 制度 or 模式; a list
with cadences (周检查、月通报、季考评); a sum (1名网格长+2名网格员); a share-out (8:1:1); a numeral slogan
(一约五会); a titled rule (《……考评细则》); or a duty that returns every day, week, month or year.
"""

from __future__ import annotations

from townledger.people.context import Context
from townledger.people.forms import plain, returning
from townledger.people.formulas import quoted
from townledger.people.spans import MechanismSpan

_PROSE = ("banner", "title", "subtitle", "heading", "caption", "text")


def read_mechanisms(context: Context) -> list[MechanismSpan]:
    """Return the mechanisms of a page, sorted, without overlaps; each core once an article.

    A mechanism belongs to the place that its sentence names, else its paragraph, else its article.
    """
    mechanisms: list[MechanismSpan] = []
    known: set[tuple[int, str]] = set()
    text = context.text
    for article, part in context.parts(*_PROSE):
        lo, hi = part.start, part.end
        found = [*quoted(text, lo, hi), *returning(text, lo, hi), *plain(text, lo, hi)]
        if not found:
            continue
        found.sort(key=lambda f: (f.start, -f.end))
        reached = part.start
        for item in found:
            if item.start < reached or (article.seq, item.core) in known:
                continue
            known.add((article.seq, item.core))
            reached = item.end
            start = item.start
            code = (  # the nearest place of the paragraph is that of the sentence, if it names any
                context.code_before(start, part.start)
                or context.code_before(start, context.sentence_start(start))
                or context.main_code(start)
            )
            mechanisms.append(
                MechanismSpan(start, item.end, text[start : item.end], item.kind, code, item.steps)
            )
    return mechanisms
