"""Pictures, codes and conversations computed before training."""
