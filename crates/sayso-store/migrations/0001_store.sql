-- The store, format 1. What each table is for stands above it. Everything but `report.text`,
-- `reading.body`, `appearance`, `correction` and `feed` can be made anew from these.

-- One content: what an outlet put out, word for word. Never changed once it is in.
CREATE TABLE report (
  id              INTEGER PRIMARY KEY,
  hash            BLOB NOT NULL UNIQUE,  -- blake3 of all that the reading depends on, 16 bytes
  lang            TEXT NOT NULL,         -- in which it was read
  declared        TEXT,                  -- the language that it declares
  title           TEXT,
  kicker          TEXT,
  byline          TEXT NOT NULL,         -- a JSON array
  agency          TEXT,
  published       TEXT,                  -- ISO 8601, as precise as it was given
  published_from  TEXT,
  day             TEXT,                  -- its first ten characters, to sort and filter by
  dateline        TEXT,
  text            TEXT NOT NULL,
  notes           INTEGER NOT NULL,      -- so many of the reading's notes are the input's
  words           INTEGER NOT NULL,
  outlet          INTEGER REFERENCES outlet,  -- of its first appearance
  current         INTEGER NOT NULL DEFAULT 1, -- 0: another content stands at all its addresses now
  original        INTEGER NOT NULL,      -- of its copies the original; itself where it has none
  story           INTEGER
);
-- To search: by date, and by number, without a look at the texts.
CREATE INDEX report_day ON report (day, id, current, original, outlet, lang, agency, story);
CREATE INDEX report_head ON report (id, day, current, original, outlet, lang, agency, story);
CREATE INDEX report_original ON report (original);
CREATE INDEX report_story ON report (story, day) WHERE story IS NOT NULL;
CREATE INDEX report_outlet ON report (outlet, day);

CREATE TRIGGER report_is_immutable
BEFORE UPDATE OF hash, declared, title, kicker, byline, agency, published, dateline, text, notes
ON report BEGIN SELECT RAISE(ABORT, 'source text is immutable'); END;

-- Where and under which name a content was found.
CREATE TABLE appearance (
  id      INTEGER PRIMARY KEY,
  report  INTEGER NOT NULL REFERENCES report,
  outlet  INTEGER REFERENCES outlet,
  url     TEXT,
  name    TEXT NOT NULL,     -- the caller's id of the report, or empty
  fetched TEXT,              -- when, UTC, where it was fetched
  UNIQUE (report, url, name)
);
CREATE INDEX appearance_outlet ON appearance (outlet, report);
CREATE INDEX appearance_url ON appearance (url, id) WHERE url IS NOT NULL;

CREATE TABLE outlet (id INTEGER PRIMARY KEY, host TEXT NOT NULL UNIQUE);

-- What reading it gave: the public JSON without the text, zstd.
CREATE TABLE reading (
  report  INTEGER PRIMARY KEY REFERENCES report,
  version TEXT NOT NULL,
  body    BLOB NOT NULL
);

-- From here on: the index over readings.

-- Who attributes what to whom. Offsets count code points of the report's text.
CREATE TABLE attribution (
  id         INTEGER PRIMARY KEY,
  report     INTEGER NOT NULL REFERENCES report,
  n          INTEGER NOT NULL,          -- its place in the reading
  kind       TEXT NOT NULL,
  start      INTEGER NOT NULL,
  end        INTEGER NOT NULL,
  words      TEXT NOT NULL,             -- the content; parts joined by ` … `
  entity     INTEGER,                   -- the speaker's place in the reading
  day        TEXT,                      -- when it was said; else when the report was published
  time       TEXT,                      -- when it was said, as the text tells
  negated    INTEGER NOT NULL,
  confidence REAL NOT NULL,
  rejected   INTEGER NOT NULL DEFAULT 0, -- 1: a correction
  saying     INTEGER NOT NULL,          -- the attribution that said it first here; itself where it is new
  kin        TEXT,                      -- how it is related to that: same, cut-from, cut-to, reworded, translated
  UNIQUE (report, n)
);
CREATE INDEX attribution_saying ON attribution (saying);

-- Whom a report names. `said` counts what it attributes to them, but for what was rejected.
CREATE TABLE entity (
  report   INTEGER NOT NULL REFERENCES report,
  n        INTEGER NOT NULL,
  name     INTEGER NOT NULL REFERENCES name,
  actor    INTEGER REFERENCES actor,    -- who it is; NULL: nobody known from other reports
  read     INTEGER REFERENCES actor,    -- who it was read as, before corrections
  split    INTEGER REFERENCES actor,    -- a correction: who it is in this report, before merges
  day      TEXT,
  mentions INTEGER NOT NULL,
  said     INTEGER NOT NULL,
  PRIMARY KEY (report, n)
) WITHOUT ROWID;
CREATE INDEX entity_actor ON entity (actor, day, report, n) WHERE actor IS NOT NULL;
CREATE INDEX entity_speaker ON entity (actor, day, report, n) WHERE actor IS NOT NULL AND said > 0;
CREATE INDEX entity_name ON entity (name, day, report, n) WHERE actor IS NULL;

-- Whom an attribution is about: entities mentioned in its content.
CREATE TABLE about (
  report      INTEGER NOT NULL,
  entity      INTEGER NOT NULL,
  attribution INTEGER NOT NULL,         -- its place in the reading
  PRIMARY KEY (report, entity, attribution)
) WITHOUT ROWID;

-- Somebody across reports: a Wikidata item, a town, or a name with a kind and a country. Who is
-- merged into another has no entity of their own, and keeps the names: who looks for an actor by
-- name goes on to `into_`.
CREATE TABLE actor (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  country  TEXT,
  qid      TEXT,
  geonames INTEGER,
  was      TEXT,                        -- a correction: the name before it was renamed
  into_    INTEGER REFERENCES actor     -- a correction: it is this one, which is merged into nobody
);
CREATE INDEX actor_into ON actor (into_) WHERE into_ IS NOT NULL;
CREATE INDEX actor_qid ON actor (qid) WHERE qid IS NOT NULL;
CREATE TABLE name (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
-- Under which names reports mention an actor, merged or not; `uses` is 0 for a name that people gave.
CREATE TABLE actor_name (
  actor INTEGER NOT NULL,
  name  INTEGER NOT NULL,
  uses  INTEGER NOT NULL,
  PRIMARY KEY (actor, name)
) WITHOUT ROWID;
CREATE INDEX actor_name_name ON actor_name (name);

CREATE VIRTUAL TABLE name_fts USING fts5(
  text, content='name', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE report_fts USING fts5(
  title, text, content='report', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE quote_fts USING fts5(
  words, content='attribution', content_rowid='id', tokenize="unicode61 remove_diacritics 2");

-- The same news, told often: what is compared, and the keys that it is found by.
CREATE TABLE sketch (report INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE sketch_key (
  key INTEGER NOT NULL, report INTEGER NOT NULL, PRIMARY KEY (key, report)) WITHOUT ROWID;
CREATE TABLE quote_sketch (attribution INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE quote_key (
  key INTEGER NOT NULL, attribution INTEGER NOT NULL, PRIMARY KEY (key, attribution)) WITHOUT ROWID;
-- Stories: reports on the same happenings. `title` is that of the report that opened it.
CREATE TABLE story (
  id INTEGER PRIMARY KEY, body BLOB NOT NULL, title TEXT, first TEXT, last TEXT, reports INTEGER NOT NULL);
CREATE TABLE story_key (
  key INTEGER NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (key, story)) WITHOUT ROWID;
-- In how many reports a term of stories stands.
CREATE TABLE term (term INTEGER PRIMARY KEY, reports INTEGER NOT NULL);

-- What was taken in already: the hash of a record as it came, and of what was told of it.
CREATE TABLE record (hash BLOB PRIMARY KEY, reports INTEGER NOT NULL) WITHOUT ROWID;

-- What people put right, in order; `undone` says when it was taken back.
CREATE TABLE correction (
  id     INTEGER PRIMARY KEY,
  made   TEXT NOT NULL,
  kind   TEXT NOT NULL,
  detail TEXT NOT NULL,      -- JSON
  undone TEXT
);

-- Feeds that are watched, and addresses that were fetched.
CREATE TABLE feed (url TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE page (url TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;

-- Events (who did what with whom) come as tables keyed by report and place in the reading, like
-- `attribution` and `entity`; readings have the array for them already.
