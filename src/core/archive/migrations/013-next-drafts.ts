// The question whose text a document goes on from. No document of an earlier program has one.
export const nextDrafts = `
ALTER TABLE document_links ADD COLUMN draft_of BLOB;
`
