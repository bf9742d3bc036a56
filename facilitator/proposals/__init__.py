"""What people propose under an axis."""
