"""Facilitators: sign in, invite, sign out everywhere."""
