"""One function for each thing a person wants done; below both shells."""
