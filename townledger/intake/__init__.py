"""Staging: the bytes of a file become untouched text, or a rejection with a reason."""
