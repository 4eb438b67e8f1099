"""The stages of a recipe, one per file; each reads its inputs from the run folder and writes its checkpoint there."""
