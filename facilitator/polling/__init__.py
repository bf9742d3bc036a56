"""The polling station: slips, paper and tablets around a vote."""
