"""The engine: searches job sites, keeps what they say, finds it again. Knows neither Qt nor licences."""
