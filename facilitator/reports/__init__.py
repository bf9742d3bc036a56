"""The outcome: page, PDF, CSV, JSON."""
