"""How votes are counted: exact, pure, and the same on every machine.

Whole numbers and fractions, never floats. Every rule takes `order`, a total order
of the options (see `order.public_order`) that breaks the last ties; where it
decided who wins, the result says so under `drawn`. Nothing depends on the order of
the ballots, nor on the order in which a set happens to be walked.
"""
