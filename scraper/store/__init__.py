"""What was found, in one SQLite file.

`open_store` (in `scraper.store.store`) gives a `Store`. Everything below it is functions over one connection:
`ingest` writes batches, `jobs` asks for ids and rows, `searches` keeps runs, `marks` what the person thinks of a job.
"""
