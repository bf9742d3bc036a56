"""The polling station: slips, paper, a tablet passed on, raised hands."""
