"""The log of acts: every act of staff, chained to the one before."""
