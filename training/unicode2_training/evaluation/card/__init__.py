"""The generated parts of docs/model-card.md."""
