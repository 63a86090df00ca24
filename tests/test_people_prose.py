"""Prose from other provinces: everything that is to be read is listed, and nothing else may be read.

Both files are text, so that a domain reader can add a case without Python. ``prose_unseen.txt`` was written
before its readings were looked at.
"""

import pytest
from people_kit import DATA, Score, read

from quality.lists import plain
from townledger.people.spans import UNNAMED


def cases(name):
    found = []
    for line in (DATA / "people" / name).read_text(encoding="utf-8").splitlines():
        kind, _, words = line.partition(" ")
        if kind == "文":
            found.append({"文": words, "人": [], "构": [], "制": []})
        elif kind in ("人", "构", "制"):
            found[-1][kind].append(words)
    return found


def same_person(mine, wanted):
    name, post = wanted.split("｜")
    return mine[0] == name and bool(mine[1]) == bool(post) and (mine[1] in post or post in mine[1])


def same_words(mine, wanted):
    mine, wanted = plain(mine), plain(wanted)
    return mine == wanted or mine.endswith(wanted)


def same_core(mine, wanted):
    mine, wanted = plain(mine), plain(wanted)
    return mine in wanted or wanted in mine


@pytest.mark.parametrize("file", ["prose.txt", "prose_unseen.txt"])
def test_prose_from_other_provinces(file):
    scores = {kind: Score() for kind in "人构制"}
    for case in cases(file):
        result = read(case["文"])
        mine = {
            "人": [(p.name, p.post) for p in result.people if p.name != UNNAMED],
            "构": list(dict.fromkeys(o.text for o in result.organisations)),
            "制": [m.text for m in result.mechanisms],
        }
        for kind, same in (("人", same_person), ("构", same_words), ("制", same_core)):
            missed = [w for w in case[kind] if not any(same(m, w) for m in mine[kind])]
            extra = [m for m in mine[kind] if not any(same(m, w) for w in case[kind])]
            if missed or extra:
                print(f"  {case['文'][:16]}… {kind} missed {missed} extra {extra}")
            score = scores[kind]
            score.gold += len(case[kind])
            score.found += len(case[kind]) - len(missed)
            score.read += len(mine[kind])
            score.right += len(mine[kind]) - len(extra)
    for kind, score in scores.items():
        print(f"{file} {kind}: {score}")
    assert scores["人"].recall >= 0.9
    assert scores["人"].precision >= 0.9
    assert scores["构"].recall >= 0.8
    assert scores["构"].precision >= 0.8
    assert scores["制"].recall >= 0.7
    assert scores["制"].precision >= 0.7
