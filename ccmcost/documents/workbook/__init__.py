"""The finance office's workbook: the result, live, so that a changed cost or answer gives the same
cents as ccmcost.
"""
