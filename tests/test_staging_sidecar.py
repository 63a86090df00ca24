import os

import pytest

from townledger.intake.decode import Rejection
from townledger.intake.sidecar import (
    NO_SIDECAR,
    RejectedFile,
    Sidecar,
    StagedPage,
    parse_sidecar,
    stage,
    stage_file,
)


@pytest.mark.parametrize(
    ("yaml", "stated"),
    [
        (
            "publication: 运城日报\nissue_date: 2025-06-24\npage: 010\n",
            Sidecar("运城日报", "2025-06-24", "010"),
        ),
        ('issue_date: "2025-06-24"\npage: A3', Sidecar("", "2025-06-24", "A3")),
        ("\ufeffpublication: 日报", Sidecar("日报")),
        ("publication:\n", NO_SIDECAR),
        ("", NO_SIDECAR),
    ],
)
def test_sidecars_that_hold(yaml, stated):
    assert parse_sidecar(yaml.encode()) == stated


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"issue_date: 2025-02-30", "日期"),
        (b"issue_date: 24.6.2025", "issue_date"),
        (b"issue_date: 2025-06", "issue_date"),
        (b"issue_date: 2025-06-24 10:00:00", "issue_date"),
        (b"date: 2025-06-24", "'date'"),
        (b"- 1", "键: 值"),
        (b"a: [1", "YAML"),
        (b"publication: [1, 2]", "publication"),
        (b"? [1, 2]\n: 3", "YAML"),
        (b"publication: " + b"a" * 101, "publication"),
        ("publication: 日报".encode("gb18030"), "UTF-8"),
        (b"!!python/object/apply:os.system ['true']", "键: 值"),
        (b"#" * 70_000, "字节"),
    ],
)
def test_sidecars_that_do_not_hold_say_why(data, word):
    result = parse_sidecar(data)
    assert isinstance(result, Rejection)
    assert word in result.detail and "\n" not in result.detail


def test_a_page_with_its_sidecar(tmp_path):
    (tmp_path / "a.txt").write_bytes("全镇12个村。\r\n".encode())
    bare = stage_file(tmp_path / "a.txt")
    (tmp_path / "a.yml").write_text("issue_date: 2024-01-02")
    stated = stage_file(tmp_path / "a.txt")
    assert isinstance(bare, StagedPage) and isinstance(stated, StagedPage)
    assert (stated.page_id, stated.text) == ("a", "全镇12个村。\r\n")
    assert stated.sidecar == Sidecar(issue_date="2024-01-02")
    assert stated.sha256 == bare.sha256 and stated.input_hash != bare.input_hash
    (tmp_path / "a.yaml").write_text("page: 1")
    both = stage_file(tmp_path / "a.txt")
    assert isinstance(both, RejectedFile) and "a.yaml" in both.detail and "a.yml" in both.detail


def test_nothing_is_left_out_and_collisions_name_the_other_file(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    (two / "deep").mkdir(parents=True)
    one.mkdir()
    (one / "a.txt").write_text("全镇12个村。")
    (one / "b.txt").write_text("全镇13个村。")
    (one / "empty.txt").write_text("")
    (one / "lonely.yaml").write_text("page: 1")
    (one / ".hidden").write_text("全镇99个村。")
    (two / "a.md").write_text("全镇14个村。")
    (two / "deep" / "copy.txt").write_text("全镇13个村。")
    (two / "c.txt").write_text("全镇15个村。")
    (two / "c.yaml").write_text("datum: 1")
    (two / "gone.txt").symlink_to(two / "nowhere")
    pages, rejected = stage([one, two, tmp_path / "absent"])
    assert [p.source for p in pages] == ["one/a.txt", "one/b.txt"]
    reasons = {r.source: (r.reason, r.detail) for r in rejected}
    assert {source: reason for source, (reason, _) in reasons.items()} == {
        "one/empty.txt": "空文件",
        "one/lonely.yaml": "附注无对应版面",
        "two/a.md": "同名文件",
        "two/deep/copy.txt": "重复内容",
        "two/c.txt": "附注文件有误",
        "two/gone.txt": "无法读取",
    }
    assert "one/a.txt" in reasons["two/a.md"][1]
    assert "one/b.txt" in reasons["two/deep/copy.txt"][1]
    assert "c.yaml" in reasons["two/c.txt"][1] and "datum" in reasons["two/c.txt"][1]


def test_a_file_name_in_another_encoding_is_rejected(tmp_path):
    with open(os.path.join(os.fsencode(tmp_path), "版面.txt".encode("gbk")), "wb") as file:
        file.write("全镇12个村。".encode())
    (tmp_path / "第 1　版.txt").write_text("全镇13个村。")
    pages, rejected = stage([tmp_path])
    assert [p.page_id for p in pages] == ["第 1　版"]
    assert [r.reason for r in rejected] == ["文件名有误"]
    assert rejected[0].file_name.encode()
