"""Staff who leave: links withdrawn, accounts closed and their names erased."""
