"""A workshop, its steps and what each allows, its code."""
