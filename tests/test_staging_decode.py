import pytest

from townledger.intake.decode import MAX_BYTES, Decoded, Rejection, decode, digest

NEWS = "本报讯　今年上半年，全镇累计改造卫生厕所2513户，普及率达91.6%。\r\n第二段\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (NEWS.encode(), "utf-8"),
        (NEWS.encode("utf-8-sig"), "utf-8-sig"),
        (NEWS.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + NEWS.encode("utf-16-be"), "utf-16"),
        (NEWS.encode("gb18030"), "gb18030"),
    ],
)
def test_every_encoding_gives_the_same_untouched_text(data, encoding):
    assert decode(data) == Decoded(NEWS, encoding, digest(data))


def test_gbk_with_traditional_and_rare_characters():
    text = (
        "創建新時代黨建引領基層治理示範區，總投資三億二千萬元，改造衛生廁所二千戶，鄉鎮幹部與群眾共同參與。"
    )
    assert decode(text.encode("gbk")).text == text
    rare = "南磑镇、邬城店村、𣲘河：" + NEWS
    assert decode(rare.encode("gb18030")).text == rare


def test_only_the_first_mark_is_a_mark():
    assert decode(("\ufeff\ufeff" + NEWS).encode()).text == "\ufeff" + NEWS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空文件"),
        (b"\xef\xbb\xbf", "空白文件"),
        ("　\r\n\t\u200b\ufeff ".encode(), "空白文件"),
        (b"%PDF-1.7\n...", "不是文本文件"),
        (b"PK\x03\x04" + b"x" * 50, "不是文本文件"),
        (NEWS.encode("utf-16-le"), "二进制文件"),
        (b"MZ\x90\x00\x03\x00", "二进制文件"),
        (b"\x01\x02\x03abc", "二进制文件"),
        (NEWS.encode("utf-32"), "编码无法识别"),
        (NEWS.encode("utf-8-sig")[:-3] + b"\xe4", "编码无法识别"),
        (b"\xff\xfe" + NEWS.encode("utf-16-le")[:-1], "编码无法识别"),
        ((NEWS * 9).encode()[:-2] + b"\xe4", "编码无法识别"),
        (
            "總投資三億二千萬元，改造衛生廁所二千戶，鄉鎮幹部與群眾共同參與環境整治".encode("big5"),
            "编码无法识别",
        ),
        ("東京都の人口は約千四百万人である。".encode("shift_jis"), "编码无法识别"),
        ("Déjà vu à la plage".encode("latin-1"), "编码无法识别"),
        (b"a" * (MAX_BYTES + 1), "文件过大"),
    ],
)
def test_what_is_no_page_is_rejected_with_its_reason(data, reason):
    result = decode(data)
    assert isinstance(result, Rejection)
    assert result.reason == reason
    assert result.detail and "\n" not in result.detail


def test_the_edges_pass():
    assert isinstance(decode(b"a" * MAX_BYTES), Decoded)
    assert isinstance(decode(b"\x07" + b"a" * 99), Decoded)
    assert isinstance(decode(b"\x07\x07" + b"a" * 98), Rejection)
