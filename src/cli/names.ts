// An id can be shortened to any unique prefix.
import * as v from 'valibot'
import { Failure } from '#shared/failure'

/** The one id that begins with `prefix`; throws `not-found` for none and `invalid-input` for several. */
export const whole = <Id extends string>(prefix: string, ids: readonly Id[]): Id => {
  const found = ids.filter(id => id.startsWith(prefix.toLowerCase()))
  const [only] = found
  if (only === undefined) throw new Failure('not-found')
  if (found.length > 1) throw new Failure('invalid-input')
  return only
}

/** One of a list of words, or `invalid-input`. */
export const oneOf = <const Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> => {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw new Failure('invalid-input')
  return parsed.output
}
