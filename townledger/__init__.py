"""The reader: a page's text in, facts out. Pure Python; knows nothing of warehouses or schedules.

The rooms stand in the order in which a figure travels: ``intake`` (bytes to text), ``page`` (text in reading
order, articles), ``dating`` (when), ``places`` (where), ``numbers`` (how much), ``people`` (who and how) and
``facts`` (a figure bound to its item, subject, period and status). ``reader.read_page`` walks through them;
``records`` holds what leaves, ``lexicon`` loads the word lists.
"""
