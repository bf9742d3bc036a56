"""The change feed: which topic of which workshop changed, and nothing more."""
