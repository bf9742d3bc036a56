"""Facilitator: participatory workshops, from the projector to the council."""
