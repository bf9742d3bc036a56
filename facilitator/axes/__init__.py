"""The priority axes of a workshop."""
