// Arguments of commands: ids, words of lists, and days.
import * as v from 'valibot'
import { Failure } from '#shared/failure'
import { type Context, optional } from './command.ts'

/** The one id that begins with `prefix`; throws `not-found` for none and `invalid-input` for several. */
export const whole = <Id extends string>(prefix: string, ids: readonly Id[]): Id => {
  const found = ids.filter(id => id.startsWith(prefix.toLowerCase()))
  const [only] = found
  if (only === undefined) throw new Failure('not-found')
  if (found.length > 1) throw new Failure('invalid-input')
  return only
}

/** The one id of a list that begins with `prefix`, with the same failures. */
export const idIn = <Id extends string>(prefix: string, list: readonly { id: Id }[]): Id =>
  whole(
    prefix,
    list.map(({ id }) => id),
  )

const listed = (schema: v.GenericSchema): string[] => {
  if (!('options' in schema) || !Array.isArray(schema.options)) return []
  return schema.options.filter(option => typeof option === 'string')
}

/** One of a list of words, or `invalid-input` with the list. */
export const oneOf = <const Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> => {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw new Failure('invalid-input', { names: listed(schema) })
  return parsed.output
}

/** An option as one of a list of words; null where it is left out. */
export const oneOrNull = <const Schema extends v.GenericSchema>(
  schema: Schema,
  context: Context,
  name: string,
): v.InferOutput<Schema> | null => {
  const value = optional(context, name)
  return value === undefined ? null : oneOf(schema, value)
}

/** A day as `2026-11-24`, in UTC milliseconds. */
const dayOf = (value: string): number => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time) || time < 0) throw new Failure('invalid-input')
  return time
}

/** An option as a day; null where it is left out. */
export const dayOrNull = (context: Context, name: string): number | null => {
  const value = optional(context, name)
  return value === undefined ? null : dayOf(value)
}
