"""Three workshops to look at: two real ones as announced, and an invented one."""
