"""What the commands other than `serve` do at the terminal, one module for each."""
