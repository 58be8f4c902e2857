// Recovery secrets and upkeep get tables of their own.
export const profileTables = `
CREATE TABLE recoveries (
  kind TEXT PRIMARY KEY,
  id BLOB NOT NULL,
  secret BLOB NOT NULL,
  since INTEGER NOT NULL,
  needed INTEGER NOT NULL,
  shares INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO recoveries
  SELECT substr(name, 10), item(bytes, 2), item(bytes, 3), item(bytes, 4), item(bytes, 5),
    item(bytes, 6)
  FROM notes WHERE group_id = x'' AND name IN ('recovery/code', 'recovery/shares');

CREATE TABLE waiting_recoveries (
  kind TEXT PRIMARY KEY,
  id BLOB NOT NULL,
  slot BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO waiting_recoveries
  SELECT 'code', item(bytes, 2), item(bytes, 3)
  FROM notes WHERE group_id = x'' AND name = 'recovery/waiting';

CREATE TABLE upkeep (
  task TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO upkeep
  SELECT 'backup', item(bytes, 0) FROM notes WHERE group_id = x'' AND name = 'backup/kept';
INSERT INTO upkeep
  SELECT 'scrub', 0 FROM notes WHERE group_id = x'' AND name = 'safety/scrub';

DELETE FROM notes WHERE group_id = x'' AND name IN ('recovery/code', 'recovery/shares',
  'recovery/waiting', 'backup/kept', 'safety/scrub');
`
