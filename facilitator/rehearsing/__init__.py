"""Robots that go through a whole workshop over HTTP. They know nothing but its pages."""
