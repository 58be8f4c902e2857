// Messages between the Electron main process and core: the folder of the profile, files that a
// person chose, pages to print, and acts that a person allowed. Secrets do not pass here; the
// window sends them to core itself.
import * as v from 'valibot'
import { Act } from './consent.ts'
import { DocumentId, FileGrant } from './ids.ts'
import { Language, type WindowLanguage } from './vocabulary.ts'
import { answers, call, nothing, tells } from './rpc.ts'

/** A page that core made, as markup for the print window. */
export const Printable = v.object({
  title: v.string(),
  language: Language,
  headings: v.optional(v.pipe(v.array(v.string()), v.readonly())),
  direction: v.picklist(['ltr', 'rtl']),
  body: v.string(),
})
export type Printable = v.InferOutput<typeof Printable>

/** The use of a file that a person chose, once. */
export const Direction = v.picklist(['read', 'write'])
export type Direction = v.InferOutput<typeof Direction>

const calls = {
  /**
   * First of all. `demo`: a copy of the made-up group in `directory`, opened, never networked.
   * `afterLock`: the window session before ended by a lock.
   */
  start: call(
    { directory: v.string(), demo: v.boolean(), afterLock: v.boolean() },
    answers<void>(),
  ),
  /** A path that a person chose in a dialog, under the name by which the window knows it. */
  grant: call({ file: FileGrant, path: v.string(), direction: Direction }, answers<void>()),
  /** Before the app is quit, not before a lock: mailboxes that are in touch get what they lack. */
  sendRest: call(nothing, answers<void>()),
  /** Seals what is pending and closes the archive; core may be ended after the answer. */
  stop: call(nothing, answers<void>()),
} as const

const events = {
  /** The idle time after which main locks changed; 0 never. */
  lockAfter: tells<{ minutes: number }>(),
  /** The language of the window, in which main speaks too. */
  language: tells<{ language: WindowLanguage }>(),
} as const

export const control = { calls, events } as const

/**
 * Core's calls to main, over the same channel in the other direction. No window can make them.
 */
export const consent = {
  calls: {
    /** Asks the person. Failures: `declined`, `too-many-questions`. */
    allow: call(Act, answers<void>()),
    /**
     * Prints a page in a hidden window. The bytes of the PDF as the system prints it. `work`: a number that no
     * other work of this core has. Failure `cancelled` after `endWork`, and when the window locks.
     */
    print: call({ work: v.number(), page: Printable }, answers<Uint8Array>()),
    /**
     * Draws pictures of a file again, in a hidden window: PNG or JPEG, with nothing in them but pixels. Null for each
     * that cannot be drawn, and how many windows broke: at `mayBreak` no other one opens. `work` and its end as for
     * `print`.
     */
    draw: call(
      { work: v.number(), pictures: v.array(v.instance(Uint8Array)), mayBreak: v.number() },
      answers<{ drawn: readonly (Uint8Array | null)[]; broken: number }>(),
    ),
    /** Ends work that is under way: its hidden window goes at once. */
    endWork: call({ work: v.number() }, answers<void>()),
  },
  events: {},
} as const
export type ConsentContract = typeof consent

/** The control message that comes along with a port for a window. */
export const PortOpening = v.variant('kind', [
  v.object({ kind: v.literal('core') }),
  v.object({ kind: v.literal('document'), document: DocumentId }),
])
export type PortOpening = v.InferOutput<typeof PortOpening>
