// Closed runs of messages. `beside` has their positions and signatures. `packed_documents` names the
// documents in a pack, with the highest position of a message of each.
export const packs = `
CREATE TABLE packs (
  number INTEGER PRIMARY KEY,
  group_id BLOB NOT NULL,
  feed BLOB NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  beside BLOB NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (group_id, feed, first)
) STRICT;
CREATE TABLE packed_messages (
  id BLOB PRIMARY KEY,
  pack INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE packed_documents (
  document BLOB NOT NULL,
  pack INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (document, pack)
) STRICT, WITHOUT ROWID;
`
