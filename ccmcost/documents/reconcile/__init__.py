"""Amounts that an office really issued, held against all that ccmcost could have computed."""
