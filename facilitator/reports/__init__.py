"""The outcome of a workshop, as documents that people keep."""
