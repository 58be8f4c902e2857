// The tables of a mailbox host in PostgreSQL, and the functions that are its statements. Bodies lie in
// one table for each day, so that room comes back by removing a file.
import { partOverhead } from './store.ts'

/** Milliseconds of what one table of parts holds. */
export const day = 86_400_000

/** Counts the schemas: a host makes its own only where the database has none or an older one. */
export const version = 5

/** Advisory locks of the database: appends share one that a removal has alone; schemas have the other. */
const removing = 1
export const making = 2

/** The code of the error that the clock of a host is wrong. */
export const otherClock = 'CLOCK'

const tables = `
CREATE TABLE IF NOT EXISTS host (
  one integer PRIMARY KEY CHECK (one = 1),
  log bytea NOT NULL,
  -- The server and its history under which the log has this name.
  bound text NOT NULL,
  floor bigint NOT NULL,
  -- Milliseconds for which its hosts keep a part; null before one has said it.
  keeps bigint,
  version integer NOT NULL
);
INSERT INTO host (one, log, bound, floor, version) VALUES (1, '', '', 0, ${version})
  ON CONFLICT (one) DO UPDATE SET version = excluded.version;
CREATE TABLE IF NOT EXISTS boxes (
  box bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  address bytea NOT NULL UNIQUE,
  last bigint NOT NULL,
  parts bigint NOT NULL,
  bytes bigint NOT NULL
) WITH (fillfactor = 80);
CREATE TABLE IF NOT EXISTS parts (
  box bigint NOT NULL,
  place bigint NOT NULL,
  at bigint NOT NULL,
  body bytea NOT NULL
) PARTITION BY RANGE (at);
ALTER TABLE parts ALTER body SET STORAGE EXTERNAL;
CREATE TABLE IF NOT EXISTS days (day bigint PRIMARY KEY);
-- Usage of all together, in rows that writers take apart.
CREATE TABLE IF NOT EXISTS totals (
  slot integer PRIMARY KEY,
  mailboxes bigint NOT NULL,
  parts bigint NOT NULL,
  bytes bigint NOT NULL
) WITH (fillfactor = 20);
INSERT INTO totals SELECT slot, 0, 0, 0 FROM generate_series(0, 63) slot ON CONFLICT DO NOTHING;
`

/**
 * The name of the log on this server: a new one when the server's history, its identity or the table
 * is another than before. Fails on a server that only follows another.
 */
const nameLog = `
CREATE OR REPLACE FUNCTION name_log(fresh bytea) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  here text := concat_ws(' ', (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (SELECT oid FROM pg_database WHERE datname = current_database()), 'host'::regclass::oid);
BEGIN
  -- Where this is lost, the server that is left has another history, and names the log again.
  PERFORM set_config('synchronous_commit', 'local', true);
  UPDATE host SET log = fresh, bound = here WHERE bound <> here;
  RETURN (SELECT log FROM host);
END $$;
`

/** Fails where the clock of a host differs by more than an hour: it would remove what others just kept. */
const checkClock = `
CREATE OR REPLACE FUNCTION check_clock(stated bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF abs(extract(epoch FROM clock_timestamp()) * 1000 - stated) > 3600000 THEN
    RAISE EXCEPTION 'the clock of a host is wrong' USING ERRCODE = '${otherClock}';
  END IF;
END $$;
`

/**
 * Keeps parts, and says the place of each; -1: its mailbox is full, -2: the host is. Boxes are taken in
 * the order of their addresses, so that writers never wait for each other in a circle.
 */
const appendParts = `
CREATE OR REPLACE FUNCTION append_parts(
  addresses bytea, bodies bytea, begins bigint[], lengths bigint[], times bigint[],
  quotas bigint[], limits bigint[]
) RETURNS bigint[] LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  n integer;
  asked bytea;
  size bigint;
  held bigint;
  fresh bigint := 0;
  kept bigint := 0;
  added bigint := 0;
  found_box bigint;
  found_place bigint;
  in_boxes bigint[] := array_fill(0::bigint, ARRAY[cardinality(lengths)]);
  places bigint[] := in_boxes;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(${removing});
  -- By the index: after a backup the table keeps pages without a row, and no append reads them.
  SELECT sum(t.bytes) INTO held FROM totals t WHERE t.slot >= 0;
  FOR n, asked IN
    SELECT i, substr(addresses, i * 32 - 31, 32) FROM generate_series(1, cardinality(lengths)) i
    ORDER BY 2, 1
  LOOP
    size := lengths[n] + ${partOverhead};
    IF held + added + size > limits[n] THEN
      places[n] := CASE WHEN size + coalesce(
        (SELECT b.bytes FROM boxes b WHERE b.address = asked), 0) > quotas[n] THEN -1 ELSE -2 END;
      CONTINUE;
    END IF;
    LOOP
      UPDATE boxes b SET last = b.last + 1, parts = b.parts + 1, bytes = b.bytes + size
        WHERE b.address = asked AND b.bytes + size <= quotas[n]
        RETURNING b.box, b.last INTO found_box, found_place;
      EXIT WHEN FOUND;
      found_place := -1;
      -- A box that another host has made since then has room, perhaps.
      EXIT WHEN size > quotas[n] OR EXISTS (
        SELECT FROM boxes b WHERE b.address = asked AND b.bytes + size > quotas[n]);
      INSERT INTO boxes AS b (address, last, parts, bytes)
        SELECT asked, h.floor + 1, 1, size FROM host h WHERE h.one = 1
        ON CONFLICT DO NOTHING RETURNING b.box, b.last INTO found_box, found_place;
      IF FOUND THEN
        fresh := fresh + 1;
        EXIT;
      END IF;
    END LOOP;
    places[n] := found_place;
    CONTINUE WHEN found_place < 0;
    in_boxes[n] := found_box;
    kept := kept + 1;
    added := added + size;
  END LOOP;
  INSERT INTO parts (box, place, at, body)
    SELECT in_boxes[i], places[i], times[i],
      substr(bodies, begins[i]::integer + 1, lengths[i]::integer)
    FROM generate_subscripts(places, 1) i WHERE places[i] > 0;
  UPDATE totals t SET mailboxes = t.mailboxes + fresh, parts = t.parts + kept,
    bytes = t.bytes + added
    WHERE t.slot = coalesce(
      (SELECT f.slot FROM totals f WHERE f.slot >= 0 LIMIT 1 FOR UPDATE SKIP LOCKED), 0);
  RETURN places;
END $$;
`

/**
 * Parts in their order: at least one if there is one, then up to `most` bytes. Parts of some 16 kB are
 * one row, with their bytes one behind the other. A row for each would be most of the work of a host
 * that reads; one row for all, its garbage.
 */
const readPieces = `
CREATE OR REPLACE FUNCTION read_pieces(
  asked bytea, beyond bigint, most bigint,
  OUT places bigint[], OUT lengths integer[], OUT bodies text
) RETURNS SETOF record LANGUAGE plpgsql
  SET plan_cache_mode = force_generic_plan SET enable_sort = off SET enable_seqscan = off AS $$
DECLARE
  found_box bigint;
  length bigint := 0;
  begun bigint := 0;
  part record;
  found bytea := '';
BEGIN
  places := '{}';
  lengths := '{}';
  SELECT b.box INTO found_box FROM boxes b WHERE b.address = asked AND b.last > beyond;
  -- As nearly always: without this, the tables of all days are opened.
  IF found_box IS NULL THEN
    RETURN;
  END IF;
  FOR part IN
    SELECT p.place, p.body FROM parts p WHERE p.box = found_box AND p.place > beyond
    ORDER BY p.place
  LOOP
    EXIT WHEN length > 0 AND length + octet_length(part.body) > most;
    length := length + octet_length(part.body);
    places := places || part.place;
    lengths := lengths || octet_length(part.body);
    found := found || part.body;
    IF length - begun > 16000 THEN
      bodies := encode(found, 'base64');
      RETURN NEXT;
      places := '{}';
      lengths := '{}';
      found := '';
      begun := length;
    END IF;
  END LOOP;
  IF cardinality(places) > 0 THEN
    bodies := encode(found, 'base64');
    RETURN NEXT;
  END IF;
END $$;
`

const addDay = `
CREATE OR REPLACE FUNCTION add_day(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := 'parts_' || wanted;
BEGIN
  -- A table that is lost is made again, so it need not wait for the standby.
  PERFORM set_config('synchronous_commit', 'local', true);
  PERFORM pg_advisory_xact_lock(${making});
  IF EXISTS (SELECT FROM days d WHERE d.day = wanted) THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE parts INCLUDING STORAGE, PRIMARY KEY (box, place))', name);
  -- Made apart and then attached: this waits for no reader, not even for a backup.
  EXECUTE format('ALTER TABLE parts ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)',
    name, wanted * ${day}, (wanted + 1) * ${day});
  INSERT INTO days VALUES (wanted);
END $$;
`

/**
 * The expired parts of a day, by their lines in so many pages of its table. A removed part stays in its
 * page while a backup reads, so one that walked by time would pass it again with every transaction.
 */
const expiredIn = `
CREATE OR REPLACE FUNCTION expired_in(of_day bigint, before bigint, page bigint, pages bigint)
  RETURNS SETOF tid LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_indexscan = off SET enable_bitmapscan = off AS $$
BEGIN
  RETURN QUERY EXECUTE format(
    'SELECT ctid FROM %I WHERE ctid >= %L::tid AND ctid < %L::tid AND at < $1',
    'parts_' || of_day, format('(%s,0)', page), format('(%s,0)', page + pages)
  ) USING before;
EXCEPTION WHEN undefined_table THEN
  -- Another host has removed the table.
  RETURN;
END $$;
`

/** Removes those of these parts of a day that have expired; how many. A mailbox without parts is forgotten. */
const removeParts = `
DROP FUNCTION IF EXISTS expire_some(bigint, bigint, integer);
CREATE OR REPLACE FUNCTION remove_parts(of_day bigint, before bigint, expired tid[])
  RETURNS bigint LANGUAGE plpgsql SET enable_sort = off SET enable_seqscan = off AS $$
DECLARE
  removed bigint;
  freed bigint;
  forgotten bigint;
  highest bigint;
  touched bigint[];
BEGIN
  -- A removal that is lost is done again, so it need not wait for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  -- The table first: another host may look through it, and appends need not wait for that.
  BEGIN
    EXECUTE format('LOCK TABLE %I IN ROW EXCLUSIVE MODE', 'parts_' || of_day);
  EXCEPTION WHEN undefined_table THEN
    -- Another host has removed the table.
    RETURN 0;
  END;
  PERFORM pg_advisory_xact_lock(${removing});
  EXECUTE format($query$
    WITH gone AS (
      DELETE FROM %1$I WHERE ctid = ANY ($1) AND at < $2
      RETURNING box, octet_length(body) + ${partOverhead} AS size
    ), sums AS (
      SELECT box, count(*) AS parts, sum(size) AS bytes FROM gone GROUP BY box
    ), shrunk AS (
      UPDATE boxes b SET parts = b.parts - s.parts, bytes = b.bytes - s.bytes
        FROM sums s WHERE b.box = s.box
    ) SELECT coalesce(sum(parts), 0), coalesce(sum(bytes), 0), array_agg(box) FROM sums
  $query$, 'parts_' || of_day) USING expired, before INTO removed, freed, touched;
  WITH emptied AS (
    DELETE FROM boxes b WHERE b.box = ANY (touched) AND b.parts = 0 RETURNING b.last
  ) SELECT count(*), max(last) INTO forgotten, highest FROM emptied;
  UPDATE host h SET floor = highest WHERE h.one = 1 AND h.floor < highest;
  UPDATE totals t SET mailboxes = t.mailboxes - forgotten, parts = t.parts - removed,
    bytes = t.bytes - freed WHERE t.slot = 0;
  RETURN removed;
END $$;
`

/**
 * Removes the table of a day where no part is left. The table takes no part while it is looked through
 * for one: others wait only for its removal, and rather than let them wait longer, it fails.
 */
const dropDay = `
CREATE OR REPLACE FUNCTION drop_day(unwanted bigint) RETURNS void LANGUAGE plpgsql
  SET lock_timeout = '20ms' AS $$
DECLARE
  name text := 'parts_' || unwanted;
  is_used boolean;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', name);
  EXECUTE format('SELECT EXISTS (SELECT FROM %I)', name) INTO is_used;
  IF is_used THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(${removing});
  EXECUTE format('LOCK TABLE ONLY parts, %I IN ACCESS EXCLUSIVE MODE', name);
  EXECUTE format('DROP TABLE %I', name);
  DELETE FROM days d WHERE d.day = unwanted;
EXCEPTION WHEN undefined_table THEN
  -- Another host has removed the table.
  RETURN;
END $$;
`

/** Run by one host at a time, in a transaction. */
export const schema = [
  tables,
  nameLog,
  checkClock,
  appendParts,
  readPieces,
  addDay,
  expiredIn,
  removeParts,
  dropDay,
].join('\n')
