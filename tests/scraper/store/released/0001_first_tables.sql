-- A data file as the first version made it, with some made-up jobs in it. It stays as it is.
PRAGMA application_id = 1246970929;
PRAGMA user_version = 0;
BEGIN;
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE searches (
        id INTEGER PRIMARY KEY,
        query TEXT NOT NULL UNIQUE,
        first_at INTEGER NOT NULL
    );
CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        search INTEGER NOT NULL REFERENCES searches (id),
        started_at INTEGER NOT NULL,
        finished_at INTEGER,
        outcome TEXT
    );
CREATE INDEX runs_search ON runs (search);
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
    ;
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
    );
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
    );
CREATE INDEX listing_title ON listing (title_key);
CREATE INDEX listing_company ON listing (company_key);
CREATE INDEX listing_place ON listing (place_key);
CREATE INDEX listing_remote ON listing (remote);
CREATE INDEX listing_types ON listing (types);
CREATE INDEX listing_level ON listing (level_key);
CREATE INDEX listing_easy ON listing (easy);
CREATE INDEX listing_pay ON listing (pay_year);
CREATE INDEX listing_sites ON listing (sites);
CREATE INDEX listing_postings ON listing (postings);
CREATE INDEX listing_first_seen ON listing (first_seen);
CREATE INDEX listing_last_seen ON listing (last_seen);
CREATE INDEX listing_status ON listing (status);
CREATE INDEX listing_hidden ON listing (hidden) WHERE hidden > 0;
CREATE TABLE job_texts (
        docid INTEGER PRIMARY KEY,
        title TEXT NOT NULL,
        company TEXT,
        place TEXT,
        description TEXT
    );
CREATE VIRTUAL TABLE job_search USING fts5 (
        title, company, place, description,
        content = 'job_texts', content_rowid = 'docid',
        tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
    );
CREATE TRIGGER job_texts_added AFTER INSERT ON job_texts BEGIN
        INSERT INTO job_search (rowid, title, company, place, description)
        VALUES (new.docid, new.title, new.company, new.place, new.description);
    END;
CREATE TRIGGER job_texts_removed AFTER DELETE ON job_texts BEGIN
        INSERT INTO job_search (job_search, rowid, title, company, place, description)
        VALUES ('delete', old.docid, old.title, old.company, old.place, old.description);
    END;
CREATE TRIGGER job_texts_changed AFTER UPDATE ON job_texts BEGIN
        INSERT INTO job_search (job_search, rowid, title, company, place, description)
        VALUES ('delete', old.docid, old.title, old.company, old.place, old.description);
        INSERT INTO job_search (rowid, title, company, place, description)
        VALUES (new.docid, new.title, new.company, new.place, new.description);
    END;
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
    );
CREATE INDEX postings_job ON postings (job);
CREATE TABLE posting_texts (
        posting INTEGER PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        description BLOB,
        raw BLOB
    );
CREATE TABLE posting_features (
        posting INTEGER PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        features BLOB NOT NULL
    );
CREATE TABLE posting_blocks (
        block TEXT NOT NULL,
        posting INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (block, posting)
    ) WITHOUT ROWID
    ;
CREATE INDEX posting_blocks_posting ON posting_blocks (posting);
CREATE TABLE run_postings (
        run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        posting INTEGER NOT NULL REFERENCES postings (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (run, posting)
    ) WITHOUT ROWID
    ;
CREATE INDEX run_postings_posting ON run_postings (posting);
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
    );
CREATE INDEX sightings_of ON sightings (site, native_id);
CREATE TABLE marks (
        site TEXT NOT NULL,
        native_id TEXT NOT NULL,
        status INTEGER NOT NULL DEFAULT 0,
        hidden INTEGER NOT NULL DEFAULT 0,
        note TEXT NOT NULL DEFAULT '',
        changed_at INTEGER NOT NULL,
        PRIMARY KEY (site, native_id)
    ) WITHOUT ROWID
    ;
CREATE TABLE merge_decisions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),
        made_at INTEGER NOT NULL,
        kept_job INTEGER NOT NULL,
        moved_job INTEGER NOT NULL,
        undone_at INTEGER
    );
CREATE TABLE merge_decision_postings (
        decision INTEGER NOT NULL REFERENCES merge_decisions (id),
        site TEXT NOT NULL,
        native_id TEXT NOT NULL,
        moved INTEGER NOT NULL,
        PRIMARY KEY (decision, site, native_id)
    ) WITHOUT ROWID
    ;
CREATE INDEX merge_decisions_of ON merge_decision_postings (site, native_id);
INSERT INTO job_search (job_search, rank) VALUES ('automerge', 8);
INSERT INTO "job_texts" VALUES(0,'ECLAIR BAKER II','acme','zurich','We weld babababadi in bababajodi and babacocomo.');
INSERT INTO "job_texts" VALUES(518478888960,'0',NULL,'zurich','We weld bababababa in bababababa and babababahe.');
INSERT INTO "job_texts" VALUES(518478888961,'ECLAIR BAKER II','株式会社','Öland','We weld babababajo in babacolijo and babafugaka.');
INSERT INTO "job_texts" VALUES(518522929153,'инженер','acme','aachen, de','We weld babababaga in babacodiga and babadifufu.');
INSERT INTO "job_texts" VALUES(518553337856,'0',NULL,'zurich','We weld bababababa in bababababa and babababahe.');
INSERT INTO "job_texts" VALUES(518553337857,'Ärztin','3M','aachen, de','We weld babababaka in babadicoka and babagabaga.');
INSERT INTO "job_texts" VALUES(518554386432,'ECLAIR BAKER II','zeta',NULL,'We weld babababaco in bababafuco and bababajodi.');
INSERT INTO "job_texts" VALUES(518554386433,'Ärztin','Éole','Aachen','We weld babababafu in bababamofu and babacokajo.');
INSERT INTO "jobs" VALUES(1,'0',NULL,'zurich',NULL,'not stated','["internship"]','Éxpert',1,'2026-06-01T11:00:00Z','second','pay',10000.0,20000.0,'USD','year','employer','https://indeed.example/job/0','https://indeed.example/job/0',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "jobs" VALUES(2,'ECLAIR BAKER II','zeta',NULL,NULL,'not stated','["other"]','Éxpert',NULL,'2026-06-01T12:00:00Z','second',NULL,NULL,NULL,NULL,NULL,NULL,'https://indeed.example/job/1','https://indeed.example/job/1',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "jobs" VALUES(3,'ECLAIR BAKER II','acme','zurich',NULL,'hybrid','["internship","contract"]','junior',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'https://indeed.example/job/2','https://indeed.example/job/2',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "jobs" VALUES(4,'Ärztin','Éole','Aachen',NULL,'not stated','["parttime","internship"]',NULL,1,'2026-06-01T12:00:00Z','second','pay',15000.0,NULL,'USD','year','employer','https://indeed.example/job/3','https://indeed.example/job/3',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "jobs" VALUES(5,'инженер','acme','aachen, de',NULL,'yes','["contract"]',NULL,NULL,'2026-05-31T06:00:00Z','second',NULL,NULL,NULL,NULL,NULL,NULL,'https://indeed.example/job/4','https://indeed.example/job/4',NULL,NULL,NULL,NULL,'{"url":5,"title":5,"company":5,"places":5,"remote":6,"job_types":5,"posted":6,"description_html":5}');
INSERT INTO "jobs" VALUES(7,'ECLAIR BAKER II','株式会社','Öland',NULL,'no',NULL,NULL,NULL,'2026-05-29','day','pay',5.0,90000.0,'USD','year','employer','https://indeed.example/job/6','https://indeed.example/job/6',NULL,NULL,NULL,NULL,'{"url":7,"title":7,"company":7,"places":7,"remote":7,"posted":10,"salary":7,"description_html":7}');
INSERT INTO "jobs" VALUES(8,'Ärztin','3M','aachen, de',NULL,'yes',NULL,'junior',NULL,'2026-06-01T11:00:00Z','second','pay',15000.0,NULL,'USD','year','employer','https://indeed.example/job/7','https://indeed.example/job/7',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "jobs" VALUES(9,'0',NULL,'zurich',NULL,'not stated',NULL,NULL,NULL,'2026-05-29','day',NULL,NULL,NULL,NULL,NULL,NULL,'https://linkedin.example/job/0','https://linkedin.example/job/0',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "listing" VALUES(0,3,'eclair baker ii','acme','zurich',1,20,'junior',NULL,NULL,NULL,NULL,'["indeed"]',1,0,0,1780322400,1780322400);
INSERT INTO "listing" VALUES(518478888960,9,'0',NULL,'zurich',NULL,NULL,NULL,NULL,1780056000,1780142400,NULL,'["linkedin"]',1,0,0,1780315200,1780315200);
INSERT INTO "listing" VALUES(518478888961,7,'eclair baker ii','株式会社','oland',0,NULL,NULL,NULL,1780056000,1780142400,90000.0,'["indeed","linkedin"]',2,0,0,1780336800,1780336800);
INSERT INTO "listing" VALUES(518522929153,5,'инженер','acme','aachen, de',2,4,NULL,NULL,1780207200,1780207200,NULL,'["indeed"]',2,1,0,1780329600,1780333200);
INSERT INTO "listing" VALUES(518553337856,1,'0',NULL,'zurich',NULL,16,'expert',1,1780311600,1780311600,20000.0,'["indeed"]',1,2,0,1780315200,1780315200);
INSERT INTO "listing" VALUES(518553337857,8,'arztin','3m','aachen, de',2,NULL,'junior',NULL,1780311600,1780311600,15000.0,'["indeed"]',1,2,0,1780315200,1780315200);
INSERT INTO "listing" VALUES(518554386432,2,'eclair baker ii','zeta',NULL,NULL,128,'expert',NULL,1780315200,1780315200,NULL,'["indeed"]',1,0,0,1780318800,1780318800);
INSERT INTO "listing" VALUES(518554386433,4,'arztin','eole','aachen',NULL,18,NULL,1,1780315200,1780315200,15000.0,'["indeed"]',1,0,1,1780326000,1780326000);
INSERT INTO "marks" VALUES('indeed','indeed-0',2,0,'',1780315200);
INSERT INTO "marks" VALUES('indeed','indeed-1',0,0,'Ask about the shoes',1780315200);
INSERT INTO "marks" VALUES('indeed','indeed-3',0,1,'',1780315200);
INSERT INTO "marks" VALUES('indeed','indeed-5',1,0,'',1780315200);
INSERT INTO "marks" VALUES('indeed','indeed-7',2,0,'',1780315200);
INSERT INTO "merge_decision_postings" VALUES(1,'indeed','indeed-4',0);
INSERT INTO "merge_decision_postings" VALUES(1,'indeed','indeed-5',1);
INSERT INTO "merge_decisions" VALUES(1,'merge',1780315200,5,6,NULL);
INSERT INTO "migrations" VALUES('0001_first_tables',1795640434);
INSERT INTO "posting_blocks" VALUES('d 305b3d75',1);
INSERT INTO "posting_blocks" VALUES('d 52ad732',2);
INSERT INTO "posting_blocks" VALUES('t zeta|eclair',2);
INSERT INTO "posting_blocks" VALUES('d 18d2e481',3);
INSERT INTO "posting_blocks" VALUES('t acme|eclair',3);
INSERT INTO "posting_blocks" VALUES('d 8d670d4',4);
INSERT INTO "posting_blocks" VALUES('t eole|arzt',4);
INSERT INTO "posting_blocks" VALUES('d 189b864',5);
INSERT INTO "posting_blocks" VALUES('t acme|инженер',5);
INSERT INTO "posting_blocks" VALUES('d 137722e2',6);
INSERT INTO "posting_blocks" VALUES('t eole|ωmega',6);
INSERT INTO "posting_blocks" VALUES('d a1482a8',7);
INSERT INTO "posting_blocks" VALUES('t zhushi|eclair',7);
INSERT INTO "posting_blocks" VALUES('d 50c385b5',8);
INSERT INTO "posting_blocks" VALUES('t 3m|arzt',8);
INSERT INTO "posting_blocks" VALUES('d 305b3d75',9);
INSERT INTO "posting_blocks" VALUES('d a1482a8',10);
INSERT INTO "posting_blocks" VALUES('t zhushi|eclair',10);
INSERT INTO "posting_features" VALUES(1,X'9EA6696E64656564A091A1309010A0A0A090C3CD507D93CB40C3880000000000CB40D3880000000000A355534490C414753D5B301E3364699E42DA6B421C22B47E4D76E2');
INSERT INTO "posting_features" VALUES(2,X'9EA6696E64656564A47A65746193A132A562616B6572A665636C61697290CC80A0A0A090C2CD507DC090C41432D72A057629564D8045C34DBC920BE917BACDF7');
INSERT INTO "posting_features" VALUES(3,X'9EA6696E64656564A461636D6593A132A562616B6572A665636C6169729014A0A0A090C3C0C090C41481E4D21825875022F7157C83F8C6E78645AA66AE');
INSERT INTO "posting_features" VALUES(4,X'9EA6696E64656564A4656F6C6591A461727A749012A470617274A0A090C3CD507D93CB40CD4C0000000000CB40CD4C0000000000A355534490C414D470D608F6D9673F6327857FD3B44ADA82D405F9');
INSERT INTO "posting_features" VALUES(5,X'9EA6696E64656564A461636D6591AED0B8D0BDD0B6D0B5D0BDD0B5D1809004A0A56669786564A090C3CD507DC090C41464B88901B401F53732EE005C57DE05BB2EBF61CD');
INSERT INTO "posting_features" VALUES(6,X'9EA6696E64656564A4656F6C6591A6CF896D6567619008A0A56669786564A090C3CD507CC090C414E2227713A5DED4A894EA32B60DB445C4CD999ECB');
INSERT INTO "posting_features" VALUES(7,X'9EA6696E64656564ACE6A0AAE5BC8FE4BC9AE7A4BE93A132A562616B6572A665636C6169729000A0A0A090C3CD507C93CB4014000000000000CB40F5F90000000000A355534490C414A882140AC7B8207A9A8447B36E8ED6B54AE0BBEA');
INSERT INTO "posting_features" VALUES(8,X'9EA6696E64656564A2336D91A461727A749000A0A0A090C3CD507D93CB40CD4C0000000000CB40CD4C0000000000A355534490C414B585C350624AE95336CA755DAE9868796A150DD2');
INSERT INTO "posting_features" VALUES(9,X'9EA86C696E6B6564696EA091A1309000A0A0A090C3CD507AC090C414753D5B301E3364699E42DA6B421C22B47E4D76E2');
INSERT INTO "posting_features" VALUES(10,X'9EA86C696E6B6564696EACE6A0AAE5BC8FE4BC9AE7A4BE93A132A562616B6572A665636C6169729000A0A0A090C3CD507AC090C414A882140AC7B8207A9A8447B36E8ED6B54AE0BBEA');
INSERT INTO "posting_texts" VALUES(1,X'7801B329B00B4F55284FCD4951484A844185CC3C645E621E42322355CF46BFC00E0013B012DB',NULL);
INSERT INTO "posting_texts" VALUES(2,X'7801B329B00B4F55284FCD4951484A84C0E47C85CC3C282FAD14C84BCC834966E5A764EAD9E817D8010019DA1327',NULL);
INSERT INTO "posting_texts" VALUES(3,X'7801B329B00B4F55284FCD4951484A84C0944C85CC3C282F2B1FC84BCC834826E727E7E7E6EBD9E817D8010019551332',NULL);
INSERT INTO "posting_texts" VALUES(4,X'7801B329B00B4F55284FCD4951484A84C0B45285CC3C282F371FC84BCC834826E7672766E5EBD9E817D801001C741348',NULL);
INSERT INTO "posting_texts" VALUES(5,X'7801B329B00B4F55284FCD4951484A84C0F44485CC3C302F393F2513C84BCC8348A664A695A695EAD9E817D8010018AE132E',NULL);
INSERT INTO "posting_texts" VALUES(6,X'7801B329B00B4F55284FCD4951484A84C08C5485CC3C302F393F2315C84BCC8348A664E6E62725EAD9E817D8010019471321',NULL);
INSERT INTO "posting_texts" VALUES(7,X'7801B329B00B4F55284FCD4951484A84C0AC7C85CC3C302F393F2713C84BCC8348A695A6276627EAD9E817D801001CCE1344',NULL);
INSERT INTO "posting_texts" VALUES(8,X'7801B329B00B4F55284FCD4951484A84C0EC4485CC3C302F2533391FC84BCC8348A60315A427EAD9E817D8010018281306',NULL);
INSERT INTO "posting_texts" VALUES(9,X'7801B329B00B4F55284FCD4951484A844185CC3C645E621E42322355CF46BFC00E0013B012DB',NULL);
INSERT INTO "posting_texts" VALUES(10,X'7801B329B00B4F55284FCD4951484A84C0AC7C85CC3C302F393F2713C84BCC8348A695A6276627EAD9E817D801001CCE1344',NULL);
INSERT INTO "postings" VALUES(1,'indeed','indeed-0',1,'{"site":"indeed","native_id":"indeed-0","url":"https://indeed.example/job/0","title":"0","places":[{"text":"zurich","city":null,"region":null,"country":null}],"job_types":["internship"],"level":"Éxpert","easy_apply":true,"posted":{"at":"2026-06-01T11:00:00Z","precision":"second"},"salary":{"low":10000.0,"high":20000.0,"currency":"USD","period":"year","text":"pay","origin":"employer"}}',X'233D8BED5AC88401',1780315200,1780315200,1);
INSERT INTO "postings" VALUES(2,'indeed','indeed-1',2,'{"site":"indeed","native_id":"indeed-1","url":"https://indeed.example/job/1","title":"ECLAIR BAKER II","company":"zeta","job_types":["other"],"level":"Éxpert","posted":{"at":"2026-06-01T12:00:00Z","precision":"second"}}',X'168F5E9168960858',1780318800,1780318800,2);
INSERT INTO "postings" VALUES(3,'indeed','indeed-2',3,'{"site":"indeed","native_id":"indeed-2","url":"https://indeed.example/job/2","title":"ECLAIR BAKER II","company":"acme","places":[{"text":"zurich","city":null,"region":null,"country":null}],"remote":"hybrid","job_types":["internship","contract"],"level":"junior"}',X'E637432C93B4ADB6',1780322400,1780322400,3);
INSERT INTO "postings" VALUES(4,'indeed','indeed-3',4,'{"site":"indeed","native_id":"indeed-3","url":"https://indeed.example/job/3","title":"Ärztin","company":"Éole","places":[{"text":"Aachen","city":null,"region":null,"country":null}],"job_types":["parttime","internship"],"easy_apply":true,"posted":{"at":"2026-06-01T12:00:00Z","precision":"second"},"salary":{"low":15000.0,"high":null,"currency":"USD","period":"year","text":"pay","origin":"employer"}}',X'753C253C00DFDDF8',1780326000,1780326000,4);
INSERT INTO "postings" VALUES(5,'indeed','indeed-4',5,'{"site":"indeed","native_id":"indeed-4","url":"https://indeed.example/job/4","title":"инженер","company":"acme","places":[{"text":"aachen, de","city":null,"region":null,"country":null}],"job_types":["contract"],"posted":{"at":"2026-06-01T12:00:00Z","precision":"second"}}',X'83337B0945C0DFCA',1780329600,1780329600,5);
INSERT INTO "postings" VALUES(6,'indeed','indeed-5',5,'{"site":"indeed","native_id":"indeed-5","url":"https://indeed.example/job/5","title":"Ωmega","company":"Éole","places":[{"text":"Öland","city":null,"region":null,"country":null}],"remote":"yes","job_types":["temporary"],"posted":{"at":"2026-05-31T06:00:00Z","precision":"second"}}',X'014013CADE7CC52D',1780333200,1780333200,6);
INSERT INTO "postings" VALUES(7,'indeed','indeed-6',7,'{"site":"indeed","native_id":"indeed-6","url":"https://indeed.example/job/6","title":"ECLAIR BAKER II","company":"株式会社","places":[{"text":"Öland","city":null,"region":null,"country":null}],"remote":"no","posted":{"at":"2026-05-31T06:00:00Z","precision":"second"},"salary":{"low":5.0,"high":90000.0,"currency":"USD","period":"year","text":"pay","origin":"employer"}}',X'6DF94B421EA77DAC',1780336800,1780336800,7);
INSERT INTO "postings" VALUES(8,'indeed','indeed-7',8,'{"site":"indeed","native_id":"indeed-7","url":"https://indeed.example/job/7","title":"Ärztin","company":"3M","places":[{"text":"aachen, de","city":null,"region":null,"country":null}],"remote":"yes","level":"junior","posted":{"at":"2026-06-01T11:00:00Z","precision":"second"},"salary":{"low":15000.0,"high":null,"currency":"USD","period":"year","text":"pay","origin":"employer"}}',X'ACFE0B00B61856FA',1780315200,1780315200,8);
INSERT INTO "postings" VALUES(9,'linkedin','linkedin-0',9,'{"site":"linkedin","native_id":"linkedin-0","url":"https://linkedin.example/job/0","title":"0","places":[{"text":"zurich","city":null,"region":null,"country":null}],"posted":{"at":"2026-05-29T12:00:00Z","precision":"day"}}',X'233D8BED5AC88401',1780315200,1780315200,9);
INSERT INTO "postings" VALUES(10,'linkedin','linkedin-6',7,'{"site":"linkedin","native_id":"linkedin-6","url":"https://linkedin.example/job/6","title":"ECLAIR BAKER II","company":"株式会社","places":[{"text":"Öland","city":null,"region":null,"country":null}],"posted":{"at":"2026-05-29T12:00:00Z","precision":"day"}}',X'6DF94B421EA77DAC',1780336800,1780336800,10);
INSERT INTO "run_postings" VALUES(1,1);
INSERT INTO "run_postings" VALUES(1,2);
INSERT INTO "run_postings" VALUES(1,3);
INSERT INTO "run_postings" VALUES(1,4);
INSERT INTO "run_postings" VALUES(1,5);
INSERT INTO "run_postings" VALUES(1,6);
INSERT INTO "run_postings" VALUES(1,7);
INSERT INTO "run_postings" VALUES(1,8);
INSERT INTO "run_postings" VALUES(1,9);
INSERT INTO "run_postings" VALUES(1,10);
INSERT INTO "runs" VALUES(1,1,1780315200,1780315200,'finished');
INSERT INTO "searches" VALUES(1,'{"words":"welder","sites":["indeed","linkedin"]}',1780315200);
INSERT INTO "sightings" VALUES(1,'indeed','indeed-0','https://indeed.example/job/0',1780311600,X'233D8BED5AC88401',1780315200,1780315200,1,1,1);
INSERT INTO "sightings" VALUES(2,'indeed','indeed-1','https://indeed.example/job/1',1780315200,X'168F5E9168960858',1780318800,1780318800,1,1,1);
INSERT INTO "sightings" VALUES(3,'indeed','indeed-2','https://indeed.example/job/2',NULL,X'E637432C93B4ADB6',1780322400,1780322400,1,1,1);
INSERT INTO "sightings" VALUES(4,'indeed','indeed-3','https://indeed.example/job/3',1780315200,X'753C253C00DFDDF8',1780326000,1780326000,1,1,1);
INSERT INTO "sightings" VALUES(5,'indeed','indeed-4','https://indeed.example/job/4',1780315200,X'83337B0945C0DFCA',1780329600,1780329600,1,1,1);
INSERT INTO "sightings" VALUES(6,'indeed','indeed-5','https://indeed.example/job/5',1780207200,X'014013CADE7CC52D',1780333200,1780333200,1,1,1);
INSERT INTO "sightings" VALUES(7,'indeed','indeed-6','https://indeed.example/job/6',1780207200,X'6DF94B421EA77DAC',1780336800,1780336800,1,1,1);
INSERT INTO "sightings" VALUES(8,'indeed','indeed-7','https://indeed.example/job/7',1780311600,X'ACFE0B00B61856FA',1780315200,1780315200,1,1,1);
INSERT INTO "sightings" VALUES(9,'linkedin','linkedin-0','https://linkedin.example/job/0',1780056000,X'233D8BED5AC88401',1780315200,1780315200,1,1,1);
INSERT INTO "sightings" VALUES(10,'linkedin','linkedin-6','https://linkedin.example/job/6',1780056000,X'6DF94B421EA77DAC',1780336800,1780336800,1,1,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('runs',1);
INSERT INTO sqlite_sequence VALUES('sightings',10);
INSERT INTO sqlite_sequence VALUES('postings',10);
INSERT INTO sqlite_sequence VALUES('jobs',9);
INSERT INTO sqlite_sequence VALUES('merge_decisions',1);
COMMIT;
