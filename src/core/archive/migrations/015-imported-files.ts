// The file that a document was imported from, with the report about it. No document of an earlier
// program has one.
export const importedFiles = `
CREATE TABLE imported_files (
  document BLOB PRIMARY KEY NOT NULL,
  file TEXT NOT NULL,
  at INTEGER NOT NULL,
  report TEXT NOT NULL
) STRICT;
`
