// The index is written again: words are folded in another way than before, and an index of what words
// begin with is gone, because it took half of the time of writing. The text of a page lies apart from the rest, so
// that thousands of pages can be counted without it; each page names the instruments that it cites.
export const archiveSearch = `
DROP TABLE page_titles;
DROP TABLE page_words;
ALTER TABLE pages RENAME TO former_pages;

CREATE TABLE pages (
  number INTEGER PRIMARY KEY,
  document BLOB NOT NULL UNIQUE,
  group_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  cited TEXT NOT NULL
) STRICT;
CREATE TABLE page_texts (
  number INTEGER PRIMARY KEY,
  blocks TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE page_titles USING fts5 (words, content = '', tokenize = 'ascii');
CREATE VIRTUAL TABLE page_words USING fts5 (words, content = '', tokenize = 'ascii');

INSERT INTO pages SELECT number, document, group_id, kind, title, cited_in(title, blocks)
  FROM former_pages;
INSERT INTO page_texts SELECT number, blocks FROM former_pages;
INSERT INTO page_titles (rowid, words) SELECT number, words_of(title, '[]') FROM former_pages;
INSERT INTO page_words (rowid, words) SELECT number, words_of(title, blocks) FROM former_pages;
DROP TABLE former_pages;
`
