// Input of a person in a document that was not sent: kept on this device, and offered again.
import * as v from 'valibot'
import { DocumentId } from '../ids.ts'
import { answers, call } from '../rpc.ts'

/** The fields of one form by name; the window says what they mean. */
export const TypedFields = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(40)), v.pipe(v.string(), v.maxLength(20_000))),
  v.check(fields => Object.keys(fields).length <= 12),
)
export type TypedFields = v.InferOutput<typeof TypedFields>

/** Where in the document: "answer/<thread>", "amendment/<block>". */
const Place = v.pipe(v.string(), v.minLength(1), v.maxLength(400))

export const Typed = v.object({ place: Place, fields: TypedFields })
export type Typed = v.InferOutput<typeof Typed>

export const typedCalls = {
  'typed.list': call({ document: DocumentId }, answers<readonly Typed[]>()),
  /**
   * Answered when it is on the disk. Null when it was sent or discarded. Failures: `not-found`;
   * `invalid-input` where a document holds too many places already.
   */
  'typed.keep': call(
    { document: DocumentId, place: Place, fields: v.nullable(TypedFields) },
    answers<void>(),
  ),
} as const
