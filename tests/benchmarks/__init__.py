"""What the laptop carries, measured: `python -m tests.benchmarks` prints one table."""
