"""What a phone shows at each step of the workshop."""
