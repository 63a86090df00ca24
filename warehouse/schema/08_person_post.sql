-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE person_post (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    article_id VARCHAR,
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    name VARCHAR NOT NULL CHECK (name <> ''),
    post VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    place_code VARCHAR CHECK (regexp_full_match(place_code, '[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}')),
    role VARCHAR NOT NULL CHECK (role IN ('newsmaker', 'byline', 'staff')),
    name_kind VARCHAR NOT NULL CHECK (name_kind IN ('full', 'partial', 'unnamed')),
    PRIMARY KEY (page_id, char_start, char_end, post, organisation),
    CHECK (char_start < char_end)
);

COMMENT ON TABLE person_post IS '人物：版面上出现的人物及其职务；一人几职各为一行';
COMMENT ON COLUMN person_post.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN person_post.article_id IS '文章编号：版面编号加#和文章序号；不属于任何文章时为空';
COMMENT ON COLUMN person_post.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN person_post.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN person_post.name IS '姓名：人物姓名原文';
COMMENT ON COLUMN person_post.post IS '职务：职务原文；没有写时为空文字';
COMMENT ON COLUMN person_post.organisation IS '所在机构：任职机构；没有写时为空文字';
COMMENT ON COLUMN person_post.place_code IS '区划代码：统计用区划代码，省2位、市4位、县6位、乡镇9位、村12位；未能确定时为空';
COMMENT ON COLUMN person_post.role IS '身份：新闻人物、署名作者或版务人员。取值：newsmaker=新闻人物、byline=署名作者、staff=版务人员';
COMMENT ON COLUMN person_post.name_kind IS '姓名完整：姓名写全、只有姓与称呼，或未具名。取值：full=全名、partial=不全、unnamed=未具名';
