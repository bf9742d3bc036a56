"""Personal data: how long it is kept, what is erased, and what is told of it."""
