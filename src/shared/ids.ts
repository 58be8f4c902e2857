// Names of things that cross a process line or a network. Each is lower-case hexadecimal text,
// branded so that one kind of name cannot stand for another.
import * as v from 'valibot'

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)))

/** Hash of the group's root record, 32 bytes. */
export const GroupId = v.pipe(hex(32), v.brand('GroupId'))
export type GroupId = v.InferOutput<typeof GroupId>

/** A device's Ed25519 public key in one group, 32 bytes. */
export const DeviceId = v.pipe(hex(32), v.brand('DeviceId'))
export type DeviceId = v.InferOutput<typeof DeviceId>

/** Hash of the record that brought the member in (root or join), 32 bytes. */
export const MemberId = v.pipe(hex(32), v.brand('MemberId'))
export type MemberId = v.InferOutput<typeof MemberId>

/** Hash of a signed membership record, 32 bytes. */
export const RecordId = v.pipe(hex(32), v.brand('RecordId'))
export type RecordId = v.InferOutput<typeof RecordId>

/** Hash of an epoch's key, 32 bytes. */
export const EpochId = v.pipe(hex(32), v.brand('EpochId'))
export type EpochId = v.InferOutput<typeof EpochId>

/** Random name of a document, 16 bytes. */
export const DocumentId = v.pipe(hex(16), v.brand('DocumentId'))
export type DocumentId = v.InferOutput<typeof DocumentId>

/** Random name of one device's run of messages since one unlock, 16 bytes. */
export const FeedId = v.pipe(hex(16), v.brand('FeedId'))
export type FeedId = v.InferOutput<typeof FeedId>

/** Hash of a signed message header, 32 bytes. */
export const MessageId = v.pipe(hex(32), v.brand('MessageId'))
export type MessageId = v.InferOutput<typeof MessageId>

/** Hash of a signed act of deliberation, 32 bytes. */
export const ActId = v.pipe(hex(32), v.brand('ActId'))
export type ActId = v.InferOutput<typeof ActId>

/** Stable name of a block within its document: 10 characters of a-z and 2-7. */
export const BlockId = v.pipe(v.string(), v.regex(/^[a-z2-7]{10}$/), v.brand('BlockId'))
export type BlockId = v.InferOutput<typeof BlockId>

/** Random name of a search that this device keeps, 16 bytes. */
export const SearchId = v.pipe(hex(16), v.brand('SearchId'))
export type SearchId = v.InferOutput<typeof SearchId>

/** A file that a person chose in a dialog, as core knows it. The renderer never sees a path. */
export const FileGrant = v.pipe(hex(16), v.brand('FileGrant'))
export type FileGrant = v.InferOutput<typeof FileGrant>
