"""Documents set by typst, each in a child process that ends after it."""
