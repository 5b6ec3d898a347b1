"""The tables, as the migrations make them. `docs/decisions/store.md` says why they are as they are."""

from __future__ import annotations

SEARCHES = (
    """
    CREATE TABLE searches (
        id INTEGER PRIMARY KEY,
        query TEXT NOT NULL UNIQUE,
        first_at INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        search INTEGER NOT NULL REFERENCES searches (id),
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        outcome TEXT
    )
    """,
    "CREATE INDEX runs_search ON runs (search)",
    """
    CREATE TABLE run_sources (
        run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        site TEXT NOT NULL,
        state TEXT NOT NULL,
        position INTEGER NOT NULL,
        counts TEXT NOT NULL,
        reason TEXT,
        message TEXT,
        retry_at INTEGER,
        notes TEXT NOT NULL,
        PRIMARY KEY (run, site)
    ) WITHOUT ROWID
    """,
)

JOBS = (
    # What is shown of a job. Times are text here, ready to be shown; `listing` has them as numbers.
    """
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        company TEXT,
        place TEXT,
        country TEXT,
        remote TEXT NOT NULL,
        job_types TEXT,
        level TEXT,
        easy_apply INTEGER,
        posted TEXT,
        posted_precision TEXT,
        pay_text TEXT,
        pay_low REAL,
        pay_high REAL,
        pay_currency TEXT,
        pay_period TEXT,
        pay_origin TEXT,
        link TEXT NOT NULL,
        url TEXT NOT NULL,
        apply_url TEXT,
        skills TEXT,
        company_url TEXT,
        company_industry TEXT,
        origins TEXT
    )
    """,
    # What is filtered and sorted by: narrow, so that a pass over all jobs reads little. `docid` is the full-text
    # index's row number as well, and it grows with the posting date: see `scraper.store.text_search`.
    """
    CREATE TABLE listing (
        docid INTEGER PRIMARY KEY,
        job INTEGER NOT NULL UNIQUE REFERENCES jobs (id) DEFERRABLE INITIALLY DEFERRED,
        title_key TEXT NOT NULL,
        company_key TEXT,
        place_key TEXT,
        remote INTEGER,
        types INTEGER,
        level_key TEXT,
        easy INTEGER,
        posted_at INTEGER,
        posted_until INTEGER,
        pay_year REAL,
        sites TEXT NOT NULL,
        postings INTEGER NOT NULL,
        status INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL
    )
    """,
    "CREATE INDEX listing_title ON listing (title_key)",
    "CREATE INDEX listing_company ON listing (company_key)",
    "CREATE INDEX listing_place ON listing (place_key)",
    "CREATE INDEX listing_remote ON listing (remote)",
    "CREATE INDEX listing_types ON listing (types)",
    "CREATE INDEX listing_level ON listing (level_key)",
    "CREATE INDEX listing_easy ON listing (easy)",
    "CREATE INDEX listing_pay ON listing (pay_year)",
    "CREATE INDEX listing_sites ON listing (sites)",
    "CREATE INDEX listing_postings ON listing (postings)",
    "CREATE INDEX listing_first_seen ON listing (first_seen)",
    "CREATE INDEX listing_last_seen ON listing (last_seen)",
    "CREATE INDEX listing_status ON listing (status)",
    "CREATE INDEX listing_hidden ON listing (hidden) WHERE hidden > 0",
)

TEXT = (
    """
    CREATE TABLE job_texts (
        docid INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        company TEXT,
        place TEXT,
        description TEXT
    )
    """,
    """
    CREATE VIRTUAL TABLE job_search USING fts5 (
        title, company, place, description,
        content = 'job_texts', content_rowid = 'docid',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    )
    """,
    # Parts of the index are merged half as often as by default: storing costs less where much is stored, and looking
    # words up in a few more parts is not felt.
    "INSERT INTO job_search (job_search, rank) VALUES ('automerge', 8)",
    """
    CREATE TRIGGER job_texts_added AFTER INSERT ON job_texts BEGIN
        INSERT INTO job_search (rowid, title, company, place, description)
        VALUES (new.docid, new.title, new.company, new.place, new.description);
    END
    """,
    """
    CREATE TRIGGER job_texts_removed AFTER DELETE ON job_texts BEGIN
        INSERT INTO job_search (job_search, rowid, title, company, place, description)
        VALUES ('delete', old.docid, old.title, old.company, old.place, old.description);
    END
    """,
    """
    CREATE TRIGGER job_texts_changed AFTER UPDATE ON job_texts BEGIN
        INSERT INTO job_search (job_search, rowid, title, company, place, description)
        VALUES ('delete', old.docid, old.title, old.company, old.place, old.description);
        INSERT INTO job_search (rowid, title, company, place, description)
        VALUES (new.docid, new.title, new.company, new.place, new.description);
    END
    """,
)

POSTINGS = (
    # `content` is the `Posting` as JSON, without description and raw reply, which are long and seldom read.
    """
    CREATE TABLE postings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        site TEXT NOT NULL,
        native_id TEXT NOT NULL,
        job INTEGER NOT NULL REFERENCES jobs (id) DEFERRABLE INITIALLY DEFERRED,
        content TEXT NOT NULL,
        text_hash BLOB NOT NULL,
        first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL,
        sighting INTEGER NOT NULL,
        UNIQUE (site, native_id)
    )
    """,
    "CREATE INDEX postings_job ON postings (job)",
    """
    CREATE TABLE posting_texts (
        posting INTEGER PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        description BLOB,
        raw BLOB
    )
    """,
    # What a new posting is compared by: features under each key it might share with another.
    """
    CREATE TABLE posting_features (
        posting INTEGER PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        features BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE posting_blocks (
        block TEXT NOT NULL,
        posting INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (block, posting)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX posting_blocks_posting ON posting_blocks (posting)",
    """
    CREATE TABLE run_postings (
        run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        posting INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (run, posting)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX run_postings_posting ON run_postings (posting)",
    # The permanent log: a row for each state in which a posting was seen. It outlives the posting.
    """
    CREATE TABLE sightings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        site TEXT NOT NULL,
        native_id TEXT NOT NULL,
        url TEXT NOT NULL,
        claimed_at INTEGER,
        text_hash BLOB NOT NULL,
        first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL,
        times INTEGER NOT NULL,
        first_run INTEGER NOT NULL,
        last_run INTEGER NOT NULL
    )
    """,
    "CREATE INDEX sightings_of ON sightings (site, native_id)",
)

PERSON = (
    # What the person thinks of a job belongs to the sites' own identities, so that it outlives merges and splits.
    """
    CREATE TABLE marks (
        site TEXT NOT NULL,
        native_id TEXT NOT NULL,
        status INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        changed_at INTEGER NOT NULL,
        PRIMARY KEY (site, native_id)
    ) WITHOUT ROWID
    """,
    # What the person decided about merging; automatic merging never goes against it.
    """
    CREATE TABLE merge_decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),
        made_at INTEGER NOT NULL,
        kept_job INTEGER NOT NULL,
        moved_job INTEGER NOT NULL,
        undone_at INTEGER
    )
    """,
    """
    CREATE TABLE merge_decision_postings (
        decision INTEGER NOT NULL REFERENCES merge_decisions (id),
        site TEXT NOT NULL,
        native_id TEXT NOT NULL,
        moved INTEGER NOT NULL,
        PRIMARY KEY (decision, site, native_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX merge_decisions_of ON merge_decision_postings (site, native_id)",
)

FIRST = (*SEARCHES, *JOBS, *TEXT, *POSTINGS, *PERSON)

_SORTED_BY = {
    "title": "title_key",
    "company": "company_key",
    "place": "place_key",
    "remote": "remote",
    "types": "types",
    "level": "level_key",
    "easy": "easy",
    "pay": "pay_year",
    "sites": "sites",
    "postings": "postings",
    "first_seen": "first_seen",
    "last_seen": "last_seen",
    "status": "status",
}
# The indexes to sort by, anew: each has all that an order is made of and the job itself, so that nothing is looked up in
# the table. That took 2 to 4 s for a million jobs, which are 0.3 s now.
SORTS = tuple(
    statement
    for name, column in _SORTED_BY.items()
    for statement in (
        f"DROP INDEX listing_{name}",
        f"CREATE INDEX listing_{name} ON listing ({column}, docid, job)",
    )
)

ALL = (*FIRST, *SORTS)
