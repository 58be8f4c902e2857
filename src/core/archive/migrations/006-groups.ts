// Invitations, replies to them, and circles get tables of their own. The names of notes end with an id.
export const groupTables = `
CREATE TABLE epoch_arrivals (
  group_id BLOB NOT NULL,
  epoch BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (group_id, epoch)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO epoch_arrivals
  SELECT group_id, unhex(substr(name, 12)), item(bytes, 2)
  FROM notes WHERE name GLOB 'epoch-seen/*';

CREATE TABLE dismissed_proposals (
  group_id BLOB NOT NULL,
  proposal BLOB NOT NULL,
  PRIMARY KEY (group_id, proposal)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO dismissed_proposals
  SELECT group_id, unhex(substr(name, 12)) FROM notes WHERE name GLOB 'laid-aside/*';

CREATE TABLE invitation_files (
  group_id BLOB NOT NULL,
  invitation BLOB NOT NULL,
  file BLOB NOT NULL,
  PRIMARY KEY (group_id, invitation)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO invitation_files
  SELECT group_id, unhex(substr(name, 9)), item(bytes, 2) FROM notes WHERE name GLOB 'invited/*';

CREATE TABLE join_requests (
  group_id BLOB NOT NULL,
  id BLOB NOT NULL,
  invitation BLOB NOT NULL,
  record BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (group_id, id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO join_requests
  SELECT group_id, unhex(substr(name, 7)), item(item(item(item(bytes, 2), 0), 6), 0),
    item(bytes, 2), item(bytes, 3)
  FROM notes WHERE name GLOB 'reply/*';

CREATE TABLE device_invitations (
  group_id BLOB NOT NULL,
  id BLOB NOT NULL,
  member BLOB NOT NULL,
  key BLOB NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (group_id, id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO device_invitations
  SELECT group_id, item(bytes, 2), item(bytes, 3), item(bytes, 4), item(bytes, 5)
  FROM notes WHERE name GLOB 'device-invitation/*';

CREATE TABLE device_replies (
  group_id BLOB NOT NULL,
  id BLOB NOT NULL,
  invitation BLOB NOT NULL,
  reply BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (group_id, id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO device_replies
  SELECT group_id, unhex(substr(name, 14)), item(item(bytes, 2), 3), item(bytes, 2), item(bytes, 3)
  FROM notes WHERE name GLOB 'device-reply/*';

CREATE TABLE circles (
  group_id BLOB NOT NULL,
  circle BLOB NOT NULL,
  PRIMARY KEY (group_id, circle)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO circles
  SELECT group_id, unhex(substr(name, 9)) FROM notes WHERE name GLOB 'circles/*';

CREATE TABLE counted_heads (
  circle BLOB NOT NULL,
  head BLOB NOT NULL,
  PRIMARY KEY (circle, head)
) STRICT, WITHOUT ROWID;
WITH RECURSIVE heads (circle, bytes, at, head) AS (
  SELECT group_id, bytes, 0, item(bytes, 0) FROM notes WHERE name = 'circle/counted'
  UNION ALL
  SELECT circle, bytes, at + 1, item(bytes, at + 1) FROM heads WHERE head IS NOT NULL
)
INSERT INTO counted_heads SELECT circle, head FROM heads WHERE head IS NOT NULL;

CREATE TABLE circle_offers (
  group_id BLOB NOT NULL,
  circle BLOB NOT NULL,
  name TEXT NOT NULL,
  by BLOB NOT NULL,
  role TEXT NOT NULL,
  at INTEGER NOT NULL,
  people BLOB NOT NULL,
  follows INTEGER NOT NULL,
  records BLOB,
  PRIMARY KEY (group_id, circle)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO circle_offers
  SELECT group_id, unhex(substr(name, 15)), item(bytes, 0), item(bytes, 1), item(bytes, 2),
    item(bytes, 3), item(bytes, 4), coalesce(item(bytes, 6), 0), item(bytes, 5)
  FROM notes WHERE name GLOB 'circle-offers/*';

CREATE TABLE circle_answers (
  group_id BLOB NOT NULL,
  circle BLOB NOT NULL,
  answer TEXT NOT NULL,
  by BLOB,
  at INTEGER NOT NULL,
  PRIMARY KEY (group_id, circle)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO circle_answers
  SELECT group_id, unhex(substr(name, 14)), 'taken', NULL, item(bytes, 0)
  FROM notes WHERE name GLOB 'circle-taken/*';
INSERT OR IGNORE INTO circle_answers
  SELECT group_id, unhex(substr(name, 17)), 'declined', item(bytes, 0), item(bytes, 1)
  FROM notes WHERE name GLOB 'circle-declined/*';

DELETE FROM notes WHERE name GLOB 'epoch-seen/*' OR name GLOB 'laid-aside/*'
  OR name GLOB 'invited/*' OR name GLOB 'reply/*' OR name GLOB 'device-invitation/*'
  OR name GLOB 'device-reply/*' OR name GLOB 'circles/*' OR name = 'circle/counted'
  OR name GLOB 'circle-offers/*' OR name GLOB 'circle-taken/*' OR name GLOB 'circle-declined/*';
`
