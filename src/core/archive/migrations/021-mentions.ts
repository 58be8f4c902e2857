// Mentions of members in comments, so that lists of what waits for a member read no document.
export const mentions = `
CREATE TABLE mentions (
  document BLOB NOT NULL,
  entry TEXT NOT NULL,
  member BLOB NOT NULL,
  thread TEXT NOT NULL,
  by BLOB,
  words TEXT NOT NULL,
  at INTEGER NOT NULL,
  open INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY (document, entry, member)
) STRICT;
CREATE INDEX mentions_of_members ON mentions (member);
`
