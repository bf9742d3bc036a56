"""Flask without the domain: transactions, languages, errors, headers."""
