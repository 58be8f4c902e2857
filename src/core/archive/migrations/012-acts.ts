// Acts, each under the document in whose log it lies, and work that is due about the log of a document.
// A program of before kept acts in its documents and read none: each shared document is read once.
export const acts = `
CREATE TABLE acts (
  document BLOB NOT NULL,
  id BLOB NOT NULL,
  group_id BLOB NOT NULL,
  graph BLOB NOT NULL,
  subject BLOB,
  type TEXT NOT NULL,
  device BLOB NOT NULL,
  depth INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  signature BLOB NOT NULL,
  state TEXT NOT NULL,
  place TEXT NOT NULL,
  PRIMARY KEY (document, id)
) STRICT;
CREATE INDEX acts_by_id ON acts (id);
CREATE INDEX acts_by_type ON acts (group_id, type, document);
CREATE INDEX acts_by_state ON acts (document, state);

CREATE TABLE act_tasks (
  document BLOB NOT NULL,
  task TEXT NOT NULL,
  group_id BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (document, task)
) STRICT, WITHOUT ROWID;
INSERT INTO act_tasks SELECT id, 'read', group_id, 0 FROM documents WHERE shared = 1;
`
