"""Seats: people who joined a workshop without an account."""
