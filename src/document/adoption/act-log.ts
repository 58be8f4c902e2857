// Acts in the log `threads`, beside the text. The log is the envelope: a signature inside proves an
// act, so it counts under whatever key and client it came, overwritten and deleted values included.
import * as v from 'valibot'
import * as Y from 'yjs'
import { type Random, clientIn, isEntryId } from '#document/ids'
import { At, firstUnder, newEntryId, valuesUnder } from '#document/log'
import { threadsName } from '#document/review/comments'

/** Most bytes of an act. */
const mostBytes = 32_768
/** Most acts that one entry names. */
const mostNamed = 64

const bytesOf = (isLong: (length: number) => boolean) =>
  v.pipe(
    v.instance(Uint8Array),
    v.check(({ length }) => isLong(length)),
  )

/** An act as it lies in the log. Its form and its signature are still to be checked. */
const ActEntry = v.object({
  kind: v.literal('act'),
  bytes: bytesOf(length => length > 0 && length <= mostBytes),
  by: bytesOf(length => length === 64),
})

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)))

const ascend = (ids: readonly string[]): boolean =>
  ids.every((each, at) => at === 0 || (ids[at - 1] ?? '') < each)

/** The acts that a device has: those of these that no other act stands on. */
const HasEntry = v.object({
  kind: v.literal('has'),
  at: At,
  document: hex(16),
  acts: v.pipe(
    v.array(hex(32)),
    v.minLength(1),
    v.maxLength(mostNamed),
    v.check((ids: string[]) => ascend(ids)),
  ),
})

export type LoggedAct = { bytes: Uint8Array; signature: Uint8Array }
export type Having = { client: number; document: string; acts: readonly string[] }

const readAct = (value: unknown): LoggedAct | null => {
  const read = v.safeParse(ActEntry, value)
  return read.success ? { bytes: read.output.bytes, signature: read.output.by } : null
}

const readHaving = (value: unknown): Omit<Having, 'client'> | null => {
  const read = v.safeParse(HasEntry, value)
  return read.success ? { document: read.output.document, acts: read.output.acts } : null
}

/** Every act whose bytes lie in the log of this document, each as often as it was put there. */
export const actsInLog = (doc: Y.Doc): LoggedAct[] => {
  const found: LoggedAct[] = []
  for (const last of doc.getMap(threadsName)._map.values())
    for (const { value } of valuesUnder(last)) {
      const act = readAct(value)
      if (act) found.push(act)
    }
  return found
}

const bytesOfWord = (word: string): number[] => Array.from(word, letter => letter.charCodeAt(0))

/** Names of fields that each such entry has. Their letters have one encoding; lengths may have several. */
const [kindName, ...ownNames] = ['kind', 'bytes', 'acts'].map(bytesOfWord)

const holds = (update: Uint8Array, word: readonly number[] = []): boolean => {
  const [first = 0] = word
  for (let at = update.indexOf(first); at !== -1; at = update.indexOf(first, at + 1))
    if (word.every((byte, offset) => update[at + offset] === byte)) return true
  return false
}

/** Whether an update may hold acts or entries about them. It is false for nearly every update. */
const mayHoldActs = (update: Uint8Array): boolean =>
  holds(update, kindName) && ownNames.some(name => holds(update, name))

/** Values that lie in an update, taken into a document or not. */
const valuesIn = (update: Uint8Array): unknown[] => {
  try {
    return Y.decodeUpdate(update).structs.flatMap(struct =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr : [],
    )
  } catch {
    return []
  }
}

/** Every act whose bytes lie in an update, taken into a document or not. */
export const actsInUpdate = (update: Uint8Array): LoggedAct[] =>
  mayHoldActs(update)
    ? valuesIn(update)
        .map(readAct)
        .filter(act => act !== null)
    : []

/** The entries in an update that say which acts a device has. */
export const havingsInUpdate = (update: Uint8Array): Omit<Having, 'client'>[] =>
  mayHoldActs(update) ? valuesIn(update).flatMap(value => readHaving(value) ?? []) : []

/** The entries of devices about the acts that they have, each under a name of its own client. */
export const havingsInLog = (doc: Y.Doc): Having[] => {
  const found: Having[] = []
  for (const [key, last] of doc.getMap(threadsName)._map) {
    const [id = '', same, ...more] = key.split('/')
    if (!isEntryId(id) || same !== id || more.length > 0) continue
    const client = clientIn(id)
    const first = firstUnder(last, client, readHaving)
    if (first) found.push({ client, document: first.entry.document, acts: first.entry.acts })
  }
  return found
}

const put = (doc: Y.Doc, entry: object, random: Random): void => {
  const id = newEntryId(doc, random)
  doc.getMap(threadsName).set(`${id}/${id}`, entry)
}

/** Puts an act into the log as `doc.clientID`. */
export const logAct = (doc: Y.Doc, { bytes, signature }: LoggedAct, random: Random): void =>
  put(doc, { kind: 'act', bytes, by: signature }, random)

/** Says in the log which acts this device has, in as many entries as it takes. */
export const logHaving = (
  doc: Y.Doc,
  { document, acts, at }: { document: string; acts: readonly string[]; at: number },
  random: Random,
): void => {
  const all = acts.toSorted()
  for (let from = 0; from < all.length; from += mostNamed) {
    put(doc, { kind: 'has', at, document, acts: all.slice(from, from + mostNamed) }, random)
  }
}
