"""What could be, before it is: comparisons, what-if, forecasts and budgets."""
