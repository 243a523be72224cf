"""The dates that matter of each meeting."""
