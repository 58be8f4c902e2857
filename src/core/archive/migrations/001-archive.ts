// The archive as it began: profile, groups, documents, messages, lists and the search index.
export const archive = `
CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  changes INTEGER NOT NULL,
  missing INTEGER NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, 0, 0, 0);

CREATE TABLE settings (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  value TEXT NOT NULL
) STRICT;

CREATE TABLE groups (
  id BLOB PRIMARY KEY,
  name TEXT NOT NULL,
  level TEXT NOT NULL,
  language TEXT NOT NULL,
  handle TEXT NOT NULL,
  state TEXT NOT NULL,
  signing_public BLOB NOT NULL,
  signing_secret BLOB NOT NULL,
  agreement_public BLOB NOT NULL,
  agreement_secret BLOB NOT NULL,
  details BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE records (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  group_id BLOB NOT NULL,
  id BLOB NOT NULL,
  bytes BLOB NOT NULL,
  waiting INTEGER NOT NULL,
  UNIQUE (group_id, id)
) STRICT;

CREATE TABLE record_signatures (
  record INTEGER NOT NULL REFERENCES records (position) ON DELETE CASCADE,
  device BLOB NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (record, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE epochs (
  group_id BLOB NOT NULL,
  position INTEGER NOT NULL,
  id BLOB NOT NULL,
  key BLOB NOT NULL,
  PRIMARY KEY (group_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  group_id BLOB NOT NULL,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (group_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  group_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  reference TEXT NOT NULL,
  status TEXT NOT NULL,
  shared INTEGER NOT NULL,
  secret BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by BLOB,
  words INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_by_change ON documents (group_id, changed_at DESC);

CREATE TABLE drafts (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  document BLOB NOT NULL,
  feed BLOB NOT NULL,
  writers BLOB NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE INDEX drafts_by_document ON drafts (document, position);

CREATE TABLE messages (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE,
  group_id BLOB NOT NULL,
  audience BLOB NOT NULL,
  device BLOB NOT NULL,
  feed BLOB NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  document BLOB,
  header BLOB NOT NULL,
  signature BLOB,
  body BLOB,
  state TEXT NOT NULL,
  UNIQUE (group_id, feed, seq)
) STRICT;
CREATE INDEX messages_by_document ON messages (document, position) WHERE document IS NOT NULL;
CREATE INDEX messages_waiting ON messages (group_id, position) WHERE state = 'waiting';

CREATE TABLE feeds (
  group_id BLOB NOT NULL,
  feed BLOB NOT NULL,
  device BLOB NOT NULL,
  audience BLOB NOT NULL,
  first INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (group_id, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  document BLOB PRIMARY KEY,
  position INTEGER NOT NULL,
  state BLOB NOT NULL,
  details BLOB NOT NULL
) STRICT;

CREATE TABLE proofs (
  number INTEGER PRIMARY KEY,
  group_id BLOB NOT NULL,
  device BLOB NOT NULL,
  a BLOB NOT NULL,
  b BLOB NOT NULL,
  UNIQUE (group_id, device, a, b)
) STRICT;

CREATE TABLE pages (
  number INTEGER PRIMARY KEY,
  document BLOB NOT NULL UNIQUE,
  group_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  blocks TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE page_titles USING fts5 (
  words, content = '', prefix = '2 3', tokenize = 'ascii'
);
CREATE VIRTUAL TABLE page_words USING fts5 (
  words, content = '', prefix = '2 3', tokenize = 'ascii'
);
`
