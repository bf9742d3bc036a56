"""The server: requests, streams, ports. Knows nothing of workshops but a number."""
