"""The furniture of a page: staff lines, mastheads, page numbers, the navigation of websites."""

from __future__ import annotations

import re

LONGEST_LINE = 120
"""Characters of a line of furniture."""
_DAY = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_CHINESE_DAY = (
    r"(?:(?:中华)?民国.{1,4}|[一二][九〇零○][〇零○一二三四五六七八九]{2})年"
    r"[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_IMPRINT = (
    r"(?:本版|本期|本报)(?:责编|责任编辑|策划|编辑|校对|美编|文字|图片|地址|社址|电话|法律顾问|广告)",
    r"(?:(?:联系|咨询|报料|监督|热线)?电话|传真|地址|邮箱|邮编|网址|官网):",
    r"(?:投稿|来稿)(?:邮箱|信箱)",
    r"(?:国内统一(?:连续出版物|刊)号|邮发代号|邮政编码|新闻热线|广告(?:热线|电话)|订阅热线|发行热线|印刷)",
    r"\(?责任?编辑?[: ]",
)
_PAGE = (
    r"(?:版面: ?)?第?\s?[A-D]?\d{1,2}\s?版(?::.{0,24})?$",
    r"[A-D]\d{1,2}$",
    r"[—\-·]\s?\d{1,4}\s?[—\-·]$",
    r"\(?总?第\s?\d{1,5}\s?期\)?(?:\s?\(总第\s?\d+\s?期\))?$",
    r"(?:今日|本期)?(?:导读|提要|看点)[^\w]*$",
)
_DOCUMENT = (
    r"(?:主送|抄送|抄报):",
    r"\(此件[^()]{2,12}\)$",
    rf"{_DAY}(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?$",
    rf"{_CHINESE_DAY}(?:\s?星期.)?$",
)
_WEBSITE = (
    r"(?:点击|扫描|扫码|扫一扫|长按|识别).{0,12}(?:关注|二维码|蓝字|打开)",
    r"!\[",
    r"<[^>]+>.*>$",
    rf"(?:(?:发布|刊发|发表|更新|录入)?(?:时间|日期)[: ]{{1,2}})?{_DAY}[^。;]{{0,60}}"
    r"(?:来源|作者|点击|阅读|编辑)",
    r"凡本[报网站刊].{0,12}(?:署名|注明|来源|原创|版权)",
    r"(?:以上|本)(?:文章|内容|文).{0,12}(?:仅代表|不代表|不构成)|免责声明|版权(?:声明|所有)",
    r"(?:您的?)?(?:当前|所在)?位置:",
    r"[—\-·]*\s?(?i:end)\s?[—\-·]*$",
    r"原创\s.*\d{4}|(?:日期|时间): ?\d{1,2}-\d{1,2}$",
    r"(?:当前)?(?:报纸|报刊)(?:名称)?:|(?:听新闻|收藏|点赞|打印|返回(?:首页|目录|列表))$|标签:",
    r"(?:发布(?:时间|日期|机构)|(?:信息|文章|稿件)?来源|稿源|供稿单位|浏览(?:次数|量)|阅读(?:次数|量)?)[:| ]",
    r"(?:字[号体]|分享到?)[:| ]",
    r"\(原标题|(?:网友)?评论.{0,12}(?:立场|观点)|目前没有跟贴|文明上网",
    r"(?:[上下]一[篇条] ?|(?:新闻|热点|精彩|编辑|推荐)(?:推荐|阅读)|相关(?:链接|阅读|新闻)|延伸阅读|往期回顾)"
    r"(?:[:|].*)?$",
    r"[【\[](?:打印|关闭|返回|责任编辑|我要纠错|字体|分享)[^】\]]{0,12}[】\]]",
)
_AFTER_WORDS = (
    r".{0,20}[委办局部组室]编印?$",
    r"[^,。]{4,30}\s[A-D]?\d{1,2}版$",
    r"[\u4e00-\u9fff]{2,14}[〔\[(【](?:19|20)\d\d[〕\])】]\s?\d{1,4}号$",
    r"[\u4e00-\u9fff]{2,30}(?:政府|委员会|办公[室厅]|[县市区委局厅部院会])文件$",
    r"[^。>]{1,20}>[^。>]{2,20}>",
    r".*(?:\.s?html?\b|https?://|-->)",
    r"蓝字关注|.{0,8}关注(?:我们|本号|公众号)",
    r".{0,24}(?:19|20)\d\d-\d{1,2}-\d{1,2}\s\d{1,2}:\d{2}(?![^。]{24})",
)
_FURNITURE = re.compile("|".join((*_IMPRINT, *_PAGE, *_DOCUMENT, *_WEBSITE)))
_AFTER = re.compile("|".join(_AFTER_WORDS))
_SIGNS = re.compile(r"[编版〔【\[(件>关\-/]")
"""What a line of furniture that begins with any words holds."""
_MASTHEAD = re.compile(
    r"(?=[^,。;!?]{0,60}$)(?=.*(?:星期|农历|总第|[\d一二三四五六七八九十]版|第\d+期))"
    r".{0,30}(?:19|20)\d\d[年.-]\d{1,2}[月.-]\d{1,2}"
)


def is_furniture(text: str) -> bool:
    """Tell whether a line says who made the page, which page and day it is, or how to use a website."""
    if len(text) > LONGEST_LINE:
        return False
    if _FURNITURE.match(text) or (_SIGNS.search(text) and _AFTER.match(text)):
        return True
    return is_masthead(text)


def is_masthead(text: str) -> bool:
    """Tell whether a line is a newspaper's head: its name, day and number."""
    return ("19" in text or "20" in text) and bool(_MASTHEAD.match(text))
