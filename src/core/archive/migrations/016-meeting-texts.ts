// The parts of a document that lists of meetings read. A change of its text, or of the writers of its words, drops it.
export const meetingTexts = `
CREATE TABLE meeting_texts (
  document BLOB PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

${['stale_documents', 'contests', 'forks']
  .flatMap(table =>
    ['INSERT', 'UPDATE'].map(
      change => `CREATE TRIGGER meeting_texts_${table}_${change.toLowerCase()} AFTER ${change} ON ${table} BEGIN
  DELETE FROM meeting_texts WHERE document = NEW.document;
END;`,
    ),
  )
  .join('\n')}
`
