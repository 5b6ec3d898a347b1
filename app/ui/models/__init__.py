"""Qt item models over the store: no widgets, no SQL."""
