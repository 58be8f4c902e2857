// The groups of this profile, each with this device's keys in it.
import { heldSecret } from '#core/keys'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { removerOf } from './belongings.ts'
import { orNull, toBlob, toBytes, toId, type Write } from './columns.ts'
import type { GroupRow } from './rows.ts'
import type { Statements } from './statements.ts'

export type GroupStore = {
  /** Adds the group or replaces what was kept of it. */
  put(row: GroupRow): void
  get(id: GroupId): GroupRow | null
  /** Oldest first. */
  list(): GroupRow[]
  /**
   * Removes a group that this device only asked to join, its keys, and all that was kept for it. Failure
   * `not-permitted`, with nothing changed, for every other: what it was ever in stays.
   */
  removeJoining(id: GroupId): void
}

type Columns = {
  id: Buffer
  name: string
  level: string
  language: string
  handle: string
  state: string
  signing_public: Buffer
  signing_secret: Buffer
  agreement_public: Buffer
  agreement_secret: Buffer
  details: Buffer
  created_at: number
}

const toRow = (columns: Columns): GroupRow => ({
  id: toId(columns.id),
  name: columns.name,
  level: columns.level as GroupRow['level'],
  language: columns.language as GroupRow['language'],
  handle: columns.handle,
  state: columns.state as GroupRow['state'],
  keys: {
    signing: {
      public: toBytes(columns.signing_public),
      secret: heldSecret(toBytes(columns.signing_secret)),
    },
    agreement: {
      public: toBytes(columns.agreement_public),
      secret: heldSecret(toBytes(columns.agreement_secret)),
    },
  },
  details: toBytes(columns.details),
  createdAt: columns.created_at,
})

export const groupStore = (database: Statements, write: Write): GroupStore => {
  const put = database.prepare(`
    INSERT INTO groups VALUES (@id, @name, @level, @language, @handle, @state,
      @signingPublic, @signingSecret, @agreementPublic, @agreementSecret, @details, @createdAt)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, level = excluded.level,
      language = excluded.language, handle = excluded.handle, state = excluded.state,
      signing_public = excluded.signing_public, signing_secret = excluded.signing_secret,
      agreement_public = excluded.agreement_public,
      agreement_secret = excluded.agreement_secret,
      details = excluded.details, created_at = excluded.created_at`)
  const get = database.prepare<[Buffer], Columns>('SELECT * FROM groups WHERE id = ?')
  const list = database.prepare<[], Columns>('SELECT * FROM groups ORDER BY created_at, id')
  // A group that did not admit this device can have no text. A text would stay all the same.
  const remove = database.prepare<[Buffer]>(`
    DELETE FROM groups WHERE id = ? AND state = 'joining'
      AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.group_id = groups.id)`)
  // Signatures go with their records.
  const removeRows = removerOf(database, 'group_id')
  return {
    put: ({ id, keys, ...row }) =>
      write(() => {
        put.run({
          ...row,
          id: toBlob(id),
          signingPublic: keys.signing.public,
          signingSecret: keys.signing.secret,
          agreementPublic: keys.agreement.public,
          agreementSecret: keys.agreement.secret,
        })
      }),
    get: id => orNull(get.get(toBlob(id)) ?? null, toRow),
    list: () => list.all().map(toRow),
    removeJoining: id =>
      write(() => {
        if (remove.run(toBlob(id)).changes === 0) throw new Failure('not-permitted')
        removeRows(id)
      }),
  }
}
