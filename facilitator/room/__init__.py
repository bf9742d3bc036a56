"""The phone's page: the step the workshop is at."""
