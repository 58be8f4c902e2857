// Names of entries in the logs beside the text: each holds the client id of its author.
import * as v from 'valibot'

const name = /^([0-9a-z]{1,11})-([a-z2-7]{10})$/
/** `<client id in base 36>-<ten characters of a-z2-7>`: a thread, or one entry of it. */
export const EntryId = v.pipe(v.string(), v.regex(name), v.brand('EntryId'))
export type EntryId = v.InferOutput<typeof EntryId>

export const isEntryId = (value: string): value is EntryId => name.test(value)

/** The author's client of an entry, if it is not made up: see `valuesUnder`. */
export const clientIn = (id: string): number => Number.parseInt(name.exec(id)?.[1] ?? '', 36)

/** The part of a name that its author drew. */
export const drawnIn = (id: EntryId): string => name.exec(id)?.[2] ?? ''
