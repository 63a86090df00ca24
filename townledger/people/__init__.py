"""Who and how: people with posts, organisations, mechanisms."""
