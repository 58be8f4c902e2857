// Input of a person in a form that was not sent, by document and place.
export const typedInput = `
CREATE TABLE typed (
  document BLOB NOT NULL,
  place TEXT NOT NULL,
  fields TEXT NOT NULL,
  PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
`
