"""Where facts live: the schema and the store (read, write, publish)."""
