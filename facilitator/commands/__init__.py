"""Commands of `facilitator` that need more than a few lines, one module each."""
