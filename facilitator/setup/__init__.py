"""Setting a workshop up: one page that saves as one goes."""
