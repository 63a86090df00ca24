"""Where articles stand on the raw page."""

import pytest

from townledger.reader import read_page

PAGE = """青山镇改厕见成效

本报讯（记者 王明）近日，青山镇改造卫生厕所2513户，群众都说好。

白水乡修路惠民生

本报讯（记者 李军）近日，白水乡修通村公路12公里，群众出行方便了。"""


@pytest.mark.parametrize("before", ["", " \n\n\n", "　\r\n\r\n"])
def test_the_last_article_does_not_begin_where_the_page_begins(before):
    page = before + PAGE
    first, second = read_page(page, "p.txt").articles
    assert (first.title, second.title) == ("青山镇改厕见成效", "白水乡修路惠民生")
    assert len(before) <= first.char_start < first.char_end <= second.char_start < second.char_end
    assert page[second.char_start : second.char_end].strip().startswith("白水乡修路惠民生")
