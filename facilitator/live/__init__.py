"""The change feed: what changed, never the content."""
