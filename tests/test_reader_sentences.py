"""What is quoted for a figure: its sentence, and of a sentence without an end only what stands around it."""

from townledger.reader import LONGEST_SENTENCE, read_page

LEAD = "本报讯 青山镇去年修路3公里，"


def test_a_long_sentence_is_quoted_whole():
    text = LEAD + "绿" * (LONGEST_SENTENCE - len(LEAD) - 8) + "，栽树500棵。"
    road, trees = read_page(text, "p.txt").metrics
    assert road.sentence == trees.sentence and road.sentence.endswith("栽树500棵。")


def test_an_endless_sentence_is_not_stored_once_for_each_of_its_figures():
    text = LEAD + "栽树500棵、" * 2_000
    metrics = read_page(text, "p.txt").metrics
    assert len(metrics) > 1_000
    assert all(m.text in m.sentence and len(m.sentence) < LONGEST_SENTENCE for m in metrics)
    assert sum(len(m.sentence) for m in metrics) < LONGEST_SENTENCE * len(metrics)
