"""Printed voting slips: one for each person, with a secret that only it holds."""
