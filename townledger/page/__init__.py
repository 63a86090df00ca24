"""The page as its editor sees it: text in reading order, articles, bylines, joined columns."""
