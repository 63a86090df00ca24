"""The examiner: what the reader reads on annotated pages against what careful people found there.

``gold`` loads the annotations of ``seeds/gold``, ``tally`` counts, ``numbers`` and ``lists`` compare,
``measure`` reads the pages and gives every measure its value beside its floor and its goal. It knows the
reader only. The annotated pages were at hand while the rules were made: they show whether a change has spoilt
something, not how well the reader does on pages that nobody has seen.
"""
