"""The reader: a page's text in, facts out. Pure Python; knows nothing of warehouses or schedules."""
