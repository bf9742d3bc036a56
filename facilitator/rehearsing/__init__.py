"""Robots that go through a workshop over HTTP. They know nothing but its pages."""
