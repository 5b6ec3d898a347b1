"""The program: two shells, the command line and the window, over the same operations."""
