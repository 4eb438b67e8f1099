"""The frozen codebook C1."""
