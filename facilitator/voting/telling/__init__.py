"""What a result says in words, tables and pictures. Pure.

Phones, projector, pages and documents tell a result by the same sentences and the
same tables, each in its reader's language.
"""

from facilitator.voting.telling.told import Told

__all__ = ["Told"]
