"""How often somebody may ask: strict limits for an hour and for a second, in this process or shared through Redis."""
