"""The networks of a pack, one per file."""
