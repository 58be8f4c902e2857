// How many amendments and suggestions wait in a document, so that lists of what waits for a member read no document.
export const openRemarks = `
CREATE TABLE open_remarks (
  document BLOB PRIMARY KEY NOT NULL,
  amendments INTEGER NOT NULL,
  suggestions INTEGER NOT NULL
) STRICT;
`
