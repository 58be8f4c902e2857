// FTS5 writes blocks that fill a page without encryption. The encryption takes 64 bytes of each page, so
// every block went on into a second page. Blocks that are written from now on fit.
export const fullPages = `
INSERT INTO page_titles (page_titles, rank) VALUES ('pgsz', 3986);
INSERT INTO page_words (page_words, rank) VALUES ('pgsz', 3986);
`
