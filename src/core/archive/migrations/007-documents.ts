// Values beside documents get tables of their own. `as_json` gives ids as hexadecimal text.
export const documentTables = `
CREATE TABLE stale_documents (
  document BLOB PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO stale_documents
  SELECT unhex(substr(name, 17)), item(bytes, 0) FROM notes WHERE name GLOB 'documents/stale/*';

CREATE TABLE document_links (
  document BLOB PRIMARY KEY,
  group_id BLOB NOT NULL,
  part_of BLOB,
  part_of_block TEXT,
  version_of BLOB,
  is_template INTEGER NOT NULL,
  named TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX document_links_by_part ON document_links (part_of);
INSERT OR IGNORE INTO document_links
  SELECT unhex(substr(name, 18)), group_id, unhex(links ->> '$.partOf.document'),
    links ->> '$.partOf.block', unhex(links ->> '$.versionOf'),
    coalesce(links ->> '$.isTemplate', 0), links -> '$.named'
  FROM (
    SELECT group_id, name, CAST(bytes AS TEXT) AS links
    FROM notes WHERE name GLOB 'documents/places/*'
  );

CREATE TABLE previews (
  document BLOB PRIMARY KEY,
  format INTEGER NOT NULL,
  look TEXT NOT NULL
) STRICT;
INSERT OR IGNORE INTO previews
  SELECT unhex(substr(name, 16)), item(bytes, 0), CAST(item(bytes, 2) AS TEXT)
  FROM notes WHERE name GLOB 'documents/look/*';

CREATE TABLE parked_edits (
  document BLOB NOT NULL,
  place TEXT NOT NULL,
  entry BLOB NOT NULL,
  PRIMARY KEY (document, place)
) STRICT;
INSERT OR IGNORE INTO parked_edits
  SELECT unhex(substr(name, 16, 32)), substr(name, 49), bytes
  FROM notes WHERE name GLOB 'documents/held/*';

CREATE TABLE held_up_documents (
  document BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO held_up_documents
  SELECT unhex(substr(name, 19)) FROM notes WHERE name GLOB 'documents/held-up/*';

CREATE TABLE moved_text (
  document BLOB NOT NULL,
  place INTEGER NOT NULL,
  client INTEGER NOT NULL,
  "from" INTEGER NOT NULL,
  "to" INTEGER NOT NULL,
  "as" INTEGER NOT NULL,
  names TEXT NOT NULL,
  PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO moved_text
  SELECT unhex(substr(name, 20)), moved.key, moved.value ->> 0, moved.value ->> 1,
    moved.value ->> 2, moved.value ->> 3, moved.value -> 4
  FROM notes, json_each(as_json(bytes)) AS moved WHERE name GLOB 'documents/leftover/*';

CREATE TABLE consultation_rounds (
  document BLOB NOT NULL,
  round TEXT NOT NULL,
  digest TEXT NOT NULL,
  secret BLOB NOT NULL,
  parts TEXT NOT NULL,
  entry TEXT,
  PRIMARY KEY (document, round)
) STRICT;
INSERT OR IGNORE INTO consultation_rounds
  SELECT unhex(substr(name, 14, 32)), substr(name, 47), item(bytes, 2), item(bytes, 3),
    (
      SELECT json_group_array(
        json_object('block', value ->> 0, 'place', value ->> 1, 'text', value ->> 2)
      )
      FROM json_each(as_json(bytes), '$[5]')
    ),
    item(bytes, 4)
  FROM notes WHERE name GLOB 'consultation/*';

CREATE TABLE draft_enclosures (
  document BLOB NOT NULL,
  what TEXT NOT NULL,
  hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (document, what, hash)
) STRICT;
INSERT OR IGNORE INTO draft_enclosures
  SELECT unhex(substr(name, 25, 32)), substr(name, 58, length(name) - 122),
    unhex(substr(name, -64)), length(bytes), bytes
  FROM notes WHERE name GLOB 'documents/picture/draft/*';

CREATE TABLE kept_enclosures (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  what TEXT NOT NULL,
  hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  messages TEXT NOT NULL,
  PRIMARY KEY (group_id, document, what, hash)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO kept_enclosures
  SELECT group_id, unhex(substr(name, 24, 32)), substr(name, 57, length(name) - 121),
    unhex(substr(name, -64)), item(bytes, 0), as_json(bytes) -> 1
  FROM notes WHERE name GLOB 'documents/picture/kept/*';

CREATE TABLE enclosure_progress (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  feed BLOB NOT NULL,
  coming TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  pictures INTEGER NOT NULL,
  PRIMARY KEY (group_id, document, feed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO enclosure_progress
  SELECT group_id, unhex(substr(name, 24, 32)), unhex(substr(name, 57)),
    iif(progress ->> 0 IS NULL, 'null', json_object('what', progress ->> 0,
      'hash', progress ->> 1, 'size', progress ->> 2, 'messages', progress -> 3)),
    progress ->> 4, progress ->> 5
  FROM (
    SELECT group_id, name, as_json(bytes) AS progress
    FROM notes WHERE name GLOB 'documents/picture/open/*'
  );

CREATE TABLE enclosure_resends (
  document BLOB NOT NULL,
  what TEXT NOT NULL,
  hash BLOB NOT NULL,
  device BLOB NOT NULL,
  times INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (document, what, hash, device)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO enclosure_resends
  SELECT unhex(substr(name, 25, 32)), substr(name, 58, length(name) - 187),
    unhex(substr(name, -129, 64)), unhex(substr(name, -64)), item(bytes, 0), item(bytes, 1)
  FROM notes WHERE name GLOB 'documents/picture/again/*';

DELETE FROM notes WHERE name GLOB 'documents/stale/*' OR name GLOB 'documents/places/*'
  OR name GLOB 'documents/text-of/*' OR name GLOB 'documents/look/*'
  OR name GLOB 'documents/held/*' OR name GLOB 'documents/held-up/*'
  OR name GLOB 'documents/leftover/*' OR name GLOB 'consultation/*'
  OR name GLOB 'documents/picture/*';
`
