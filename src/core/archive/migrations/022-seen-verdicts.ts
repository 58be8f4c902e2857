// The state of a text in which this member saw the verdicts on own suggestions, since the last reading; null for none.
export const seenVerdicts = `
ALTER TABLE last_readings ADD COLUMN verdicts BLOB;
`
