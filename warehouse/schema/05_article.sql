-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE article (
    article_id VARCHAR NOT NULL CHECK (article_id <> ''),
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    seq BIGINT NOT NULL CHECK (seq >= 1),
    kind VARCHAR NOT NULL CHECK (kind IN ('news', 'feature', 'brief', 'photo', 'caption', 'banner', 'furniture')),
    kicker VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    subtitle VARCHAR NOT NULL,
    byline VARCHAR NOT NULL,
    place_code VARCHAR CHECK (regexp_full_match(place_code, '[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}')),
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    PRIMARY KEY (article_id),
    CHECK (char_start < char_end),
    CHECK (starts_with(article_id, concat(page_id, '#')))
);

COMMENT ON TABLE article IS '文章：标题及其正文；图片说明、栏目头和版务信息也各为一行';
COMMENT ON COLUMN article.article_id IS '文章编号：版面编号加#和文章序号';
COMMENT ON COLUMN article.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN article.seq IS '序号：文章在版面上的阅读次序，从1数起';
COMMENT ON COLUMN article.kind IS '类型：文章的类型。取值：news=消息、feature=通讯、brief=简讯、photo=图片新闻、caption=图片说明、banner=栏目头、furniture=版务信息';
COMMENT ON COLUMN article.kicker IS '引题：主标题之前的小标题';
COMMENT ON COLUMN article.title IS '标题：主标题';
COMMENT ON COLUMN article.subtitle IS '副题：主标题之后的小标题';
COMMENT ON COLUMN article.byline IS '署名：记者、通讯员等署名原文';
COMMENT ON COLUMN article.place_code IS '区划代码：统计用区划代码，省2位、市4位、县6位、乡镇9位、村12位；未能确定时为空';
COMMENT ON COLUMN article.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN article.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
