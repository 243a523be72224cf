"""Moved to ccmcost/words/rule_words.py."""

from ccmcost.words.rule_words import *  # noqa: F403
