"""Copies of an SQLite database: made, kept for a while, put back, and checked."""
