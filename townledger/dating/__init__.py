"""When: the issue date from the page's own evidence, the calendar of events, periods."""
