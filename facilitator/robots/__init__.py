"""Robots that the desk lets into a rehearsal, in a process beside the server."""
