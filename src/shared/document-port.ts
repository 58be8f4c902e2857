// Messages between a window and core about one open document. The window is the nearest peer: its
// updates pass the same gate as any other, and it gets changes the same way.
import * as v from 'valibot'
import { failures } from './failure.ts'
import { MemberId } from './ids.ts'
import { Right } from './vocabulary.ts'

const Bytes = v.custom<Uint8Array>(value => value instanceof Uint8Array)

/** Where a person's caret stands, as Yjs relative positions (JSON); null: nowhere. */
export const Presence = v.nullable(v.object({ anchor: v.unknown(), focus: v.unknown() }))
export type Presence = v.InferOutput<typeof Presence>

export const FromWindow = v.variant('kind', [
  /** First message: what the window holds already (after a reload); empty bytes for nothing. */
  v.object({ kind: v.literal('open'), stateVector: Bytes }),
  /** A local Yjs V1 update. `number` counts from 1; core answers with `durable` or `refused`. */
  v.object({ kind: v.literal('edit'), number: v.number(), update: Bytes }),
  v.object({ kind: v.literal('presence'), presence: Presence }),
  /** Answer to `rights`: what comes after it was written by these. */
  v.object({ kind: v.literal('told') }),
  v.object({ kind: v.literal('close') }),
])
export type FromWindow = v.InferOutput<typeof FromWindow>

/** The schema of edits once more, by hand: they come with every keystroke. */
export const isEdit = (message: unknown): message is FromWindow & { kind: 'edit' } =>
  typeof message === 'object' &&
  message !== null &&
  'kind' in message &&
  message.kind === 'edit' &&
  'number' in message &&
  typeof message.number === 'number' &&
  !Number.isNaN(message.number) &&
  'update' in message &&
  message.update instanceof Uint8Array

export const FromCore = v.variant('kind', [
  /**
   * Answer to `open`: `clientId` is the only Yjs client id this window may write with,
   * `update` brings it level, `stateVector` is what core holds (send what is beyond it). A window that
   * knows nothing gets a long text as it lies on the disk: a folded state, as a V2 update of Yjs, and the
   * edits after it. `update` is empty then.
   */
  v.object({
    kind: v.literal('opened'),
    clientId: v.number(),
    asRead: v.optional(v.object({ state: Bytes, edits: v.array(Bytes) })),
    update: Bytes,
    stateVector: Bytes,
    /** The rights of the window in the document. */
    rights: v.array(Right),
  }),
  /**
   * The rights of the window from now on, as `opened` says them: a role changed, or the text was
   * shared.
   */
  v.object({ kind: v.literal('rights'), rights: v.array(Right) }),
  /** A change by another member (or by core). */
  v.object({ kind: v.literal('changed'), update: Bytes, by: v.nullable(MemberId) }),
  /** Every edit up to `number` is on the disk of this device. */
  v.object({ kind: v.literal('durable'), number: v.number() }),
  /**
   * Two devices wrote with one client id, and each has another one now: the window must reload the document
   * from core; what it wrote and has not sent yet is heard all the same.
   */
  v.object({ kind: v.literal('parted') }),
  /** The edit was not taken; the window must reload the document from core. */
  v.object({ kind: v.literal('refused'), number: v.number(), code: v.picklist(failures) }),
  v.object({
    kind: v.literal('presence'),
    device: v.string(),
    member: MemberId,
    handle: v.string(),
    color: v.number(),
    presence: Presence,
  }),
])
export type FromCore = v.InferOutput<typeof FromCore>
