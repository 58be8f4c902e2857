// Values of the exchange with other devices get tables of their own.
export const syncTables = `
CREATE TABLE acknowledgements (
  group_id BLOB NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (group_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO acknowledgements
  SELECT group_id, bytes FROM notes WHERE name = 'sync/acknowledged';

CREATE TABLE beginnings (
  group_id BLOB NOT NULL,
  heads BLOB NOT NULL,
  PRIMARY KEY (group_id)
) STRICT;
INSERT OR IGNORE INTO beginnings SELECT group_id, bytes FROM notes WHERE name = 'sync/base';

CREATE TABLE left_beginnings (
  group_id BLOB NOT NULL,
  feed BLOB NOT NULL,
  message BLOB NOT NULL,
  PRIMARY KEY (group_id, feed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO left_beginnings
  SELECT group_id, unhex(substr(name, 10)), bytes FROM notes WHERE name GLOB 'sync/led/*';

CREATE TABLE open_feeds (
  group_id BLOB NOT NULL,
  feed BLOB NOT NULL,
  PRIMARY KEY (group_id, feed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO open_feeds
  SELECT group_id, unhex(substr(name, 11)) FROM notes WHERE name GLOB 'sync/open/*';

CREATE TABLE branches (
  group_id BLOB NOT NULL,
  name BLOB NOT NULL,
  feed BLOB NOT NULL,
  device BLOB NOT NULL,
  "from" INTEGER NOT NULL,
  parent BLOB NOT NULL,
  PRIMARY KEY (group_id, name)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO branches
  SELECT group_id, unhex(value ->> 0), unhex(value ->> 1), unhex(value ->> 2), value ->> 3,
    unhex(value ->> 4)
  FROM notes, json_each(as_json(bytes)) WHERE name = 'sync/branches';

CREATE TABLE passed_messages (
  group_id BLOB NOT NULL,
  message BLOB NOT NULL,
  rival BLOB,
  PRIMARY KEY (group_id, message)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO passed_messages
  SELECT group_id, unhex(substr(name, 13)), iif(length(bytes) = 16, bytes, NULL)
  FROM notes WHERE name GLOB 'sync/passed/*';

CREATE TABLE waiting_messages (
  group_id BLOB NOT NULL,
  id BLOB NOT NULL,
  header BLOB NOT NULL,
  signature BLOB,
  body BLOB,
  PRIMARY KEY (group_id, id)
) STRICT;
INSERT OR IGNORE INTO waiting_messages
  SELECT group_id, unhex(substr(name, 14)), item(bytes, 0), item(bytes, 1), item(bytes, 2)
  FROM notes WHERE name GLOB 'sync/waiting/*';

CREATE TABLE backfill_packs (
  group_id BLOB NOT NULL,
  "last" BLOB NOT NULL,
  feed BLOB NOT NULL,
  "from" INTEGER NOT NULL,
  "to" INTEGER NOT NULL,
  follows TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  pack BLOB NOT NULL,
  PRIMARY KEY (group_id, "last")
) STRICT;
INSERT OR IGNORE INTO backfill_packs
  SELECT one.group_id, unhex(value ->> 3), unhex(value ->> 0), value ->> 1, value ->> 2,
    iif(value ->> 4 IS NULL, 'null', json_object('feed', value ->> '$[4][0]',
      'seq', value ->> '$[4][1]', 'id', value ->> '$[4][2]')),
    value ->> 5, pack.bytes
  FROM notes AS one, json_each(as_json(one.bytes)), notes AS pack
  WHERE one.name = 'sync/entrusted' AND pack.group_id = one.group_id
    AND pack.name = 'sync/entrusted/' || (value ->> 3);

CREATE TABLE pasts (
  group_id BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (group_id)
) STRICT;
INSERT OR IGNORE INTO pasts SELECT group_id, bytes FROM notes WHERE name = 'sync/past';

CREATE TABLE bootstrap_feeds (
  group_id BLOB NOT NULL,
  feed BLOB NOT NULL,
  PRIMARY KEY (group_id, feed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO bootstrap_feeds
  SELECT group_id, unhex(substr(name, 12)) FROM notes WHERE name GLOB 'sync/began/*';

CREATE TABLE written_bootstraps (
  group_id BLOB NOT NULL,
  device BLOB NOT NULL,
  feed BLOB,
  PRIMARY KEY (group_id, device)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO written_bootstraps
  SELECT group_id, unhex(substr(name, 15)), iif(length(bytes) = 16, bytes, NULL)
  FROM notes WHERE name GLOB 'sync/handover/*';

CREATE TABLE peer_heads (
  group_id BLOB NOT NULL,
  device BLOB NOT NULL,
  heads BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (group_id, device)
) STRICT;
INSERT OR IGNORE INTO peer_heads
  SELECT group_id, unhex(substr(name, 11)), item(bytes, 0), item(bytes, 1)
  FROM notes WHERE name GLOB 'sync/word/*';

CREATE TABLE content_digests (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  position INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO content_digests
  SELECT group_id, unhex(substr(name, 14)), item(bytes, 0), item(bytes, 1)
  FROM notes WHERE name GLOB 'sync/content/*';

CREATE TABLE content_differences (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO content_differences
  SELECT group_id, unhex(substr(name, 14)), bytes FROM notes WHERE name GLOB 'sync/differs/*';

CREATE TABLE duplicate_profiles (
  group_id BLOB NOT NULL,
  PRIMARY KEY (group_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO duplicate_profiles
  SELECT group_id FROM notes WHERE name = 'sync/exists-twice';

CREATE TABLE mailboxes (
  group_id BLOB NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY (group_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO mailboxes
  SELECT group_id, CAST(bytes AS TEXT) FROM notes WHERE name = 'sync/mailbox-url';

CREATE TABLE mailbox_cursors (
  group_id BLOB NOT NULL,
  host TEXT NOT NULL,
  epoch BLOB NOT NULL,
  log BLOB,
  cursor INTEGER NOT NULL,
  feeds TEXT NOT NULL,
  records TEXT NOT NULL,
  replaced_at INTEGER,
  PRIMARY KEY (group_id, host, epoch)
) STRICT;
INSERT OR IGNORE INTO mailbox_cursors
  SELECT group_id, substr(name, 14, 16), unhex(substr(name, 31)), item(bytes, 2), item(bytes, 3),
    as_json(bytes) -> 4, as_json(bytes) -> 5, item(bytes, 6)
  FROM notes WHERE name GLOB 'sync/mailbox/*';

CREATE TABLE retirements (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  place INTEGER NOT NULL,
  device BLOB NOT NULL,
  successor BLOB NOT NULL,
  digest BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (group_id, document, place)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO retirements
  SELECT group_id, unhex(substr(name, 13)), list.key, unhex(value ->> 0), unhex(value ->> 1),
    unhex(value ->> 2), value ->> 3
  FROM notes, json_each(as_json(bytes)) AS list WHERE name GLOB 'sync/sealed/*';

CREATE TABLE retirement_messages (
  group_id BLOB NOT NULL,
  message BLOB NOT NULL,
  state TEXT NOT NULL,
  device BLOB,
  PRIMARY KEY (group_id, message)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO retirement_messages
  SELECT group_id, unhex(substr(name, 11)), 'taken', bytes
  FROM notes WHERE name GLOB 'sync/took/*';
INSERT OR IGNORE INTO retirement_messages
  SELECT group_id, unhex(substr(name, 19)), 'refused', NULL
  FROM notes WHERE name GLOB 'sync/refused-seal/*';

CREATE TABLE offloaded (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  since INTEGER NOT NULL,
  keepers TEXT NOT NULL,
  is_asked INTEGER NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO offloaded
  SELECT group_id, unhex(substr(name, 11)), item(bytes, 0), as_json(bytes) -> 1, item(bytes, 2)
  FROM notes WHERE name GLOB 'sync/left/*';

CREATE TABLE returned (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  device BLOB NOT NULL,
  feed BLOB,
  PRIMARY KEY (group_id, document, device)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO returned
  SELECT group_id, unhex(substr(name, 11)), unhex(value ->> 0), unhex(value ->> 1)
  FROM notes, json_each(as_json(bytes)) WHERE name GLOB 'sync/back/*';

CREATE TABLE kept_for_others (
  group_id BLOB NOT NULL,
  device BLOB NOT NULL,
  document BLOB NOT NULL,
  PRIMARY KEY (group_id, device, document)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO kept_for_others
  SELECT group_id, unhex(substr(name, 15, 64)), unhex(substr(name, 80))
  FROM notes WHERE name GLOB 'sync/kept-for/*';

CREATE TABLE offload_requests (
  group_id BLOB NOT NULL,
  device BLOB NOT NULL,
  request TEXT NOT NULL,
  message BLOB NOT NULL,
  documents TEXT NOT NULL,
  PRIMARY KEY (group_id, device, request)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO offload_requests
  SELECT group_id, unhex(substr(name, 12)), 'keep', item(bytes, 0), as_json(bytes) -> 1
  FROM notes WHERE name GLOB 'sync/asked/*';
INSERT OR IGNORE INTO offload_requests
  SELECT group_id, unhex(substr(name, 16)), 'return', item(bytes, 0), as_json(bytes) -> 1
  FROM notes WHERE name GLOB 'sync/returning/*';

CREATE TABLE offload_questions (
  group_id BLOB NOT NULL,
  document BLOB NOT NULL,
  message BLOB NOT NULL,
  PRIMARY KEY (group_id, document)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO offload_questions
  SELECT group_id, unhex(substr(name, 14)), bytes FROM notes WHERE name GLOB 'sync/leaving/*';

CREATE TABLE offload_answers (
  group_id BLOB NOT NULL,
  question BLOB NOT NULL,
  device BLOB NOT NULL,
  part INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (group_id, question, device, part)
) STRICT;
INSERT OR IGNORE INTO offload_answers
  SELECT group_id, unhex(substr(name, 12, 64)), unhex(substr(name, 77, 64)),
    CAST(substr(name, 142) AS INTEGER), bytes
  FROM notes WHERE name GLOB 'sync/keeps/*';

DELETE FROM notes WHERE name GLOB 'sync/*';
`
