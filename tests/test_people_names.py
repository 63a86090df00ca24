"""Where a name begins and ends, what a post binds to, and what is no person."""

import pytest
from people_kit import read

from townledger.page.text import shadow
from townledger.people.spans import UNNAMED
from townledger.reader import read_page


def newsmakers(text):
    return [(p.post, p.name) for p in read(text).people if p.role == "newsmaker" and p.name != UNNAMED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“路修好了。”村民赵辉说。", [("村民", "赵辉")]),
        ("“路修好了。”村民赵辉煌说。", [("村民", "赵辉煌")]),
        ("村民王建国家里摆满了红枣。", [("村民", "王建国")]),
        ("制鼓艺人李明制作的花鼓远销各地。", [("制鼓艺人", "李明")]),
        ("教师欧阳海燕介绍，学校有两个班。", [("教师", "欧阳海燕")]),
        ("教师欧阳雪介绍，学校有两个班。", [("教师", "欧阳雪")]),
        ("瓜农阿不都·热合曼说，今年瓜甜。", [("瓜农", "阿不都·热合曼")]),
        ("镇长孙丽、副镇长周平一同走访。", [("镇长", "孙丽"), ("副镇长", "周平")]),
        ("村民张兰、李桂花和王二小都来了。", [("村民", "张兰"), ("村民", "李桂花"), ("村民", "王二小")]),
        ("现将名单公布如下。组长：何卫东（副县长）。", [("组长", "何卫东")]),
        ("由镇长任组长，副镇长任副组长。", []),
        (
            "经投票，赵文斌以满票当选为工会主席，钱秀兰、孙立当选副主席。",
            [("工会主席", "赵文斌"), ("副主席", "钱秀兰"), ("副主席", "孙立")],
        ),
        (
            "会议选举李小舟为村委会主任，任命周晓为会计。",
            [("村委会主任", "李小舟"), ("会计", "周晓")],
        ),
        ("大会选举产生新一届班子，选举办法为无记名投票。", []),
        ("大家感谢吴海宁校长，请来郑红医生。", [("校长", "吴海宁"), ("医生", "郑红")]),
        ("有人任科技副县长，高中校长很多。", []),
        ("今年七旬的冯玉山曾任粮管所所长，后来务农。", [("粮管所所长", "冯玉山")]),
        ("现场有人曾任教，有人出任务。", []),
        ("村民陈镇海、书记王海村说。", [("村民", "陈镇海"), ("书记", "王海村")]),
        (
            "村民李某平与王某华都到了。",
            [("村民", "李某平"), ("村民", "王某华")],
        ),
        ("副经理任光明和主任柴立新到会。", [("副经理", "任光明"), ("主任", "柴立新")]),
        ("副主任常青山、和志强出席。", [("副主任", "常青山"), ("副主任", "和志强")]),
        ("外教麦克唐纳介绍了课程。", [("外教", "麦克唐纳")]),
        ("申请人陈述、质询后表决。", []),
        ("“刘大爷，今年收成好吧。”他在地头问。", [("", "刘大爷")]),
        ("“高大的，结实的。”他在地头问。", []),
        ("冯大山今年38岁，在村里养羊。", [("", "冯大山")]),
        ("镇长李平今天到村。", [("镇长", "李平")]),
        ("村民高兴地说，群众和企业都满意。", []),
        ("村民纷纷表示，居民普遍认为好。", []),
        ("党员高管“双向进入”，群众路线走得实。", []),
        ("村级河长周巡查、镇级河长月巡查。", []),
        ("低保户马长青把门打开了。", [("低保户", "马长青")]),
        ("水管员郑玉田顶着雨出了门。", [("水管员", "郑玉田")]),
        ("干部入户方便了，全镇户籍人口三万，成长周期短。", []),
        ("职工徐小娣托人捎来口信。", [("职工", "徐小娣")]),
        ("职工养老金已发放，农户年收入可达三万元。", []),
        ("农民党当即表示反对，绿化工程试点之后再说。", []),
        ("村民张田女士捐了书，村民刘玉芬女士捐了桌子。", [("村民", "张田"), ("村民", "刘玉芬")]),
        ("县长高兴海介绍了情况。", [("县长", "高兴海")]),
        ("主席马石观看了演出。", [("主席", "马石")]),
        ("副县长、县公安局局长赵强主持会议。", [("副县长、县公安局局长", "赵强")]),
        (
            "乡党委副书记、乡长李平和县委常委、组织部部长马丽华。",
            [("乡党委副书记、乡长", "李平"), ("常委、组织部部长", "马丽华")],
        ),
        ("“道理讲透了。”张小明主任说。", [("主任", "张小明")]),
        ("“作业不多。”班主任说。老书记说，不急。", []),
        ("书法家任小龙写春联，国家安定，大家李子丰收。", [("书法家", "任小龙")]),
        ("县长边风致辞，副县长杨永致开幕词。", [("县长", "边风"), ("副县长", "杨永")]),
        ("为老人和妇女儿童义诊。", []),
        ("学校校长伍大贤、卓越教育集团负责人到场。", [("学校校长", "伍大贤")]),
        ("这位村民老家在外省。", []),
        ("“驻村第一书记”田兴民有办法。", [("驻村第一书记", "田兴民")]),
        ("大家都说“要感谢村支书”王家山来了。", []),
        ("县委副书记吕先率队督导。", [("副书记", "吕先")]),
        ("来到贫困户汪某和刘某家中。", [("贫困户", "汪某"), ("贫困户", "刘某")]),
        ("记者见到了正在剪枝的牛大壮。", [("", "牛大壮")]),
        ("他找到了解决办法，遇到了困难。", []),
        ("“晋小宝”智能客服上线，“张小二”辣酱畅销。", []),
    ],
)
def test_newsmakers(text, expected):
    assert newsmakers(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("村民王大姐笑着说。", "王大姐", "partial"),
        ("75岁的李奶奶对未来充满期待。", "李奶奶", "partial"),
        ("村民王某说，那天他不在家。", "王某", "partial"),
        ("村民王大勇笑着说。", "王大勇", "full"),
        ("驾驶员王某拉起手刹。", "王某", "partial"),
        ("“能报销一大半。”王大夫说。", "王大夫", "partial"),
        ("“还要再快些。”曲局长说。", "曲局长", "partial"),
    ],
)
def test_partial_names_are_marked(text, name, kind):
    (person,) = read(text).people
    assert (person.name, person.name_kind) == (name, kind)


def test_a_source_without_a_name_needs_whom_it_speaks_for():
    (person,) = read("壶关县民政局相关负责人表示，资金已到位。").people
    assert (person.name, person.post, person.organisation) == (UNNAMED, "相关负责人", "壶关县民政局")
    assert person.place_code == "140427"
    assert read("有关负责人表示，资金已到位。").people == []


def test_post_binds_to_organisation_and_place():
    text = "走进芮城县陌南镇，“今年收成好。”柳湾村党支部书记、村委会主任秦小军说。"
    result = read(text)
    (person,) = result.people
    assert person.post == "党支部书记、村委会主任"
    assert person.organisation == "柳湾村党支部、村委会"
    assert person.place_code and person.place_code.startswith("140830")
    assert shadow(text)[slice(*result.layout.flow.raw_span(person.start, person.end))] == "秦小军"


def test_an_unread_place_is_no_part_of_the_post():
    (person,) = read("近日，甲乙湖区丙丁山镇戊己沟村村民臧大丰说，收成好。").people
    assert (person.post, person.name) == ("村民", "臧大丰")
    assert "戊己沟村" in person.organisation


def test_bylines_and_staff_are_kept_apart():
    text = (
        "某县打造新型社区\n\n本报记者 王 楠 通讯员 秦文果\n\n近日，社区开展活动。\n\n"
        "活动现场。 张国平 摄\n\n本版责编 付炎 校对 孙勇 美编 冯小楠\n"
    )
    roles = {p.name: (p.role, p.post) for p in read(text).people}
    assert roles == {
        "王楠": ("byline", "本报记者"),
        "秦文果": ("byline", "通讯员"),
        "张国平": ("byline", "摄"),
        "付炎": ("staff", "本版责编"),
        "孙勇": ("staff", "校对"),
        "冯小楠": ("staff", "美编"),
    }


def test_later_mentions_add_nothing_but_a_second_post_does():
    text = "村民荣发利说，收入增加了。村民荣发利又说。养羊大户荣发利表示，要带动大家。"
    assert newsmakers(text) == [("村民", "荣发利"), ("养羊大户", "荣发利")]


def test_a_name_is_kept_as_printed():
    (person,) = read_page("县科委副主任韩立乾介绍，今年收成好。\n", "a.txt").people
    assert person.name == "韩立乾"  # 乾 is read as 干 elsewhere, but not in a name
