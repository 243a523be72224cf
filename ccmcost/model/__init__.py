"""Frozen values of the field: money, rates, States, meetings, rules, assessments.
No input, no output.
"""
