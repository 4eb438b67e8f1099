"""From checkpoints to a pack: graphs, int8 weights, golden file, manifest."""
