// Histories and concurrent edits get tables of their own.
export const historyTables = `
CREATE TABLE version_pages (
  document BLOB NOT NULL,
  version TEXT NOT NULL,
  page TEXT NOT NULL,
  PRIMARY KEY (document, version)
) STRICT;
INSERT OR IGNORE INTO version_pages
  SELECT unhex(substr(name, 19, 32)), substr(name, 52), CAST(item(bytes, 2) AS TEXT)
  FROM notes WHERE name GLOB 'documents/version/*';

CREATE TABLE last_readings (
  document BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;
INSERT OR IGNORE INTO last_readings
  SELECT unhex(substr(name, 16)), item(bytes, 2), item(bytes, 3)
  FROM notes WHERE name GLOB 'documents/read/*';

CREATE TABLE unread_documents (
  document BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO unread_documents
  SELECT unhex(substr(name, 18)) FROM notes WHERE name GLOB 'documents/unread/*';

CREATE TABLE sittings (
  document BLOB NOT NULL,
  feed BLOB NOT NULL,
  "from" INTEGER NOT NULL,
  "to" INTEGER NOT NULL,
  PRIMARY KEY (document, feed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO sittings
  SELECT unhex(substr(name, 19, 32)), unhex(substr(name, 52)), item(bytes, 0), item(bytes, 1)
  FROM notes WHERE name GLOB 'documents/sitting/*';

CREATE TABLE unread_conflicts (
  document BLOB PRIMARY KEY,
  conflicts TEXT NOT NULL
) STRICT;
INSERT OR IGNORE INTO unread_conflicts
  SELECT unhex(substr(name, 18)), (
    SELECT json_group_array(
      json_object(
        'block', value ->> 0, 'kind', value ->> 1, 'before', value ->> 2,
        'mine', json_object('change', value ->> '$[3][0]', 'text', value ->> '$[3][1]'),
        'theirs', json_object('change', value ->> '$[4][0]', 'text', value ->> '$[4][1]'),
        'by', value ->> 5, 'after', value ->> 6,
        'values', (
          SELECT json_group_array(json_object('name', v.value ->> 0, 'before', v.value ->> 1,
            'mine', v.value ->> 2, 'theirs', v.value ->> 3))
          FROM json_each(list.value, '$[7]') AS v
        ),
        'formats', json(iif(value ->> 8 IS NULL, NULL, json_object('isClash', value -> '$[8][0]',
          'before', value -> '$[8][1]', 'mine', value -> '$[8][2]', 'theirs', value -> '$[8][3]'))),
        'isShortened', value -> 9, 'areEarlierGone', value -> 10
      )
    )
    FROM json_each(as_json(bytes)) AS list
  )
  FROM notes WHERE name GLOB 'documents/merges/*';

CREATE TABLE separations (
  document BLOB NOT NULL,
  number INTEGER NOT NULL,
  mine TEXT NOT NULL,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE concurrent_messages (
  document BLOB NOT NULL,
  separation INTEGER NOT NULL,
  place INTEGER NOT NULL,
  message BLOB NOT NULL,
  PRIMARY KEY (document, separation, place)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO separations
  SELECT unhex(substr(name, 18)), list.key, (
    SELECT json_group_array(
      json_object('feed', run.value ->> 0, 'from', run.value ->> 1, 'to', run.value ->> 2)
    )
    FROM json_each(list.value, '$[0]') AS run
  )
  FROM notes, json_each(as_json(bytes)) AS list WHERE name GLOB 'documents/beside/*';
INSERT OR REPLACE INTO separations
  SELECT unhex(substr(name, 24, 32)), CAST(substr(name, 57, 9) AS INTEGER), (
    SELECT json_group_array(
      json_object('feed', run.value ->> 0, 'from', run.value ->> 1, 'to', run.value ->> 2)
    )
    FROM json_each(as_json(bytes)) AS run
  )
  FROM notes WHERE name GLOB 'documents/beside-later/*/mine';
INSERT OR IGNORE INTO concurrent_messages
  SELECT unhex(substr(name, 18)), list.key, message.key, unhex(message.value)
  FROM notes, json_each(as_json(bytes)) AS list, json_each(list.value, '$[1]') AS message
  WHERE name GLOB 'documents/beside/*';
INSERT OR IGNORE INTO concurrent_messages
  SELECT unhex(substr(name, 24, 32)), CAST(substr(name, 57, 9) AS INTEGER),
    CAST(substr(name, 67) AS INTEGER), bytes
  FROM notes
  WHERE name GLOB 'documents/beside-later/*' AND name NOT GLOB 'documents/beside-later/*/mine';

CREATE TABLE expected_parts (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  device BLOB NOT NULL,
  feed BLOB NOT NULL,
  "left" INTEGER NOT NULL,
  PRIMARY KEY (group_id, document, device)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO expected_parts
  SELECT group_id, unhex(substr(name, 17)), unhex(list.value ->> 0), unhex(list.value ->> 1),
    list.value ->> 2
  FROM notes, json_each(as_json(bytes)) AS list
  WHERE name GLOB 'documents/parts/*' AND list.type = 'array';
-- One device was waited for at first, and not named.
INSERT OR IGNORE INTO expected_parts
  SELECT group_id, unhex(substr(name, 17)), x'', item(bytes, 0), item(bytes, 1)
  FROM notes
  WHERE name GLOB 'documents/parts/*' AND json_type(as_json(bytes), '$[0]') = 'text';

CREATE TABLE late_text (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  late TEXT NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT;
INSERT OR IGNORE INTO late_text
  SELECT group_id, unhex(substr(name, 16)), (
    SELECT json_group_array(json_object('by', value ->> 0, 'text', value ->> 1))
    FROM json_each(as_json(bytes))
  )
  FROM notes WHERE name GLOB 'documents/late/*';

CREATE TABLE contests (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  contests BLOB NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT;
INSERT OR IGNORE INTO contests
  SELECT group_id, unhex(substr(name, 17)), bytes
  FROM notes WHERE name GLOB 'documents/apart/*' AND length(name) = 48;

CREATE TABLE message_renames (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  message BLOB NOT NULL,
  renames BLOB NOT NULL,
  PRIMARY KEY (group_id, document, message)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO message_renames
  SELECT group_id, unhex(substr(name, 17, 32)), unhex(substr(name, 50)), bytes
  FROM notes WHERE name GLOB 'documents/apart/*/*';

CREATE TABLE forks (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  forks BLOB NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT;
INSERT OR IGNORE INTO forks
  SELECT group_id, unhex(substr(name, 17)), bytes
  FROM notes WHERE name GLOB 'documents/forks/*' AND length(name) = 48;

CREATE TABLE message_branches (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  message BLOB NOT NULL,
  branches TEXT NOT NULL,
  PRIMARY KEY (group_id, document, message)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO message_branches
  SELECT group_id, unhex(substr(name, 17, 32)), unhex(substr(name, 50)), as_json(bytes)
  FROM notes WHERE name GLOB 'documents/forks/*/*';

DELETE FROM notes WHERE name GLOB 'documents/version/*' OR name GLOB 'documents/read/*'
  OR name GLOB 'documents/unread/*' OR name GLOB 'documents/sitting/*'
  OR name GLOB 'documents/merges/*' OR name GLOB 'documents/beside/*'
  OR name GLOB 'documents/beside-later/*' OR name GLOB 'documents/parts/*'
  OR name GLOB 'documents/late/*' OR name GLOB 'documents/apart/*'
  OR name GLOB 'documents/forks/*';
`
