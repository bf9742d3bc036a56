"""Votes, ballots, counting and receipts."""
