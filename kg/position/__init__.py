"""Statements, turns and acts -> positions (holder x issue x stance), relations, issues.

perspectives  whose words each word is
candidates    what may be a target
evaluation    how the lexicon's frames evaluate it
features      what speaks for and against
deciding      which candidates are positions, and of which stance
issues        targets as comparable issues
coding        the user's codebook over them
relations     who does what to whom
finding       all of it, one document at a time
"""

from kg.position.finding import Found, find_positions

__all__ = ["Found", "find_positions"]
