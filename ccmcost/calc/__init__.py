"""The apportionment itself: pure, exact, and small.
Nothing here reads a file, a clock or a setting.
"""
