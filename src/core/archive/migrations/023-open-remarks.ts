// How many amendments and suggestions wait in a document, so that lists of what waits for a member read no document.
// The step marks the texts that are here already with 0: they are counted after the opening, a few at a time.
export const openRemarks = `
CREATE TABLE open_remarks (
  document BLOB PRIMARY KEY NOT NULL,
  amendments INTEGER NOT NULL,
  suggestions INTEGER NOT NULL
) STRICT;

INSERT OR IGNORE INTO stale_documents SELECT id, 0 FROM documents WHERE shared;
`
