"""What the projector shows."""
