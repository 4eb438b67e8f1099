"""Scores of a run on scenes it has not seen, beside baselines and ceilings."""
