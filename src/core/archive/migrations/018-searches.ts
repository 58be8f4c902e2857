// Searches that a person keeps under a name, and the last ones.
export const searches = `
CREATE TABLE saved_searches (
  id BLOB PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  search TEXT NOT NULL
) STRICT;
CREATE TABLE recent_searches (
  words TEXT PRIMARY KEY NOT NULL,
  search TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
`
