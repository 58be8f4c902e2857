// From an act's meaning to its bytes and signature, and back. The header is strict: anything else is
// no act. A type or a body that this version does not know is kept as unknown, so that two versions
// never differ about which acts there are.
import { ascending, countOf, decodeStrict, digest, encode, fromHex, idOf } from '#core/keys'
import { listOf, sign, textOf, toHex, verify } from '#core/keys'
import type { Bytes, Decoded, DeviceKeys, Encodable } from '#core/keys'
import type { Field } from '#core/records'
import { Failure } from '#shared/failure'
import type { ActId, DeviceId, DocumentId, GroupId, RecordId } from '#shared/ids'
import type { Act, Header, SignedAct } from './act.ts'
import { actLimits, bodies, isActType, opens, type Body, type KnownBody } from './bodies.ts'

export const actIdOf = (bytes: Bytes): ActId => toHex(digest('act', bytes)) as ActId

const fieldOf = (type: KnownBody['type']): Field<object> => bodies[type] as Field<object>

const idsOf = <Id extends string>(value: Decoded | undefined, most: number): Id[] | null => {
  const list = listOf(value)
  return list && list.length <= most
    ? ascending(
        list,
        each => idOf<Id>(each),
        each => each,
      )
    : null
}

/** The body, or unknown where its form or its place is not that of its type. */
const bodyOf = (
  word: string,
  fields: Decoded,
  { document, subject }: Pick<Header, 'document' | 'subject'>,
): Body => {
  const unknown: Body = { type: 'unknown', word }
  if (!isActType(word)) return unknown
  const read = fieldOf(word).read(fields)
  if (!read) return unknown
  const body = { type: word, ...read } as KnownBody
  if (opens(body) !== (subject === null)) return unknown
  return 'texts' in body && body.texts[0]?.document !== document ? unknown : body
}

/** The act in these bytes if its form is right. The signature is not checked. */
export const readAct = ({ bytes, signature }: Omit<SignedAct, 'id'>): Act | null => {
  const list = listOf(decodeStrict(bytes, actLimits.bytes), 11)
  if (!list || list[0] !== 1 || list[1] !== 'act' || signature.length !== 64) return null
  const audience = idOf<GroupId>(list[2])
  const document = idOf<DocumentId>(list[3], 16)
  const subject = list[4] === null ? null : idOf<ActId>(list[4])
  const device = idOf<DeviceId>(list[5])
  const heads = idsOf<RecordId>(list[6], actLimits.heads)
  const parents = idsOf<ActId>(list[7], actLimits.parents)
  const word = textOf(list[8], 1, 40)
  const at = countOf(list[10])
  if (!audience || !document || !device || !word || at === null) return null
  if (!heads || heads.length === 0 || !parents || (subject === null && list[4] !== null))
    return null
  const id = actIdOf(bytes)
  const body = bodyOf(word, list[9] ?? null, { document, subject })
  return {
    id,
    audience,
    document,
    subject,
    device,
    heads,
    parents,
    at,
    body,
    signed: { id, bytes, signature },
  }
}

/** As `readAct`, with the signature of the author checked. */
export const checkAct = (signed: Omit<SignedAct, 'id'>): Act | null => {
  const act = readAct(signed)
  if (!act) return null
  return verify('act', fromHex(act.id), signed.signature, fromHex(act.device)) ? act : null
}

/** An act of any type, from the fields of its body. */
export const signActFields = (
  keys: DeviceKeys,
  { audience, document, subject, heads, parents, at }: Header,
  type: string,
  fields: Encodable,
): SignedAct => {
  const bytes = encode([
    1,
    'act',
    fromHex(audience),
    fromHex(document),
    subject === null ? null : fromHex(subject),
    keys.signing.public,
    heads.toSorted().map(fromHex),
    parents.toSorted().map(fromHex),
    type,
    fields,
    at,
  ])
  const id = actIdOf(bytes)
  return { id, bytes, signature: sign('act', fromHex(id), keys.signing.secret) }
}

/** Failure `invalid-input` for an act that would not be read as what it is. */
export const writeAct = (keys: DeviceKeys, header: Header, body: KnownBody): SignedAct => {
  const signed = signActFields(keys, header, body.type, fieldOf(body.type).write(body))
  if ((readAct(signed)?.body.type ?? 'unknown') === 'unknown') throw new Failure('invalid-input')
  return signed
}
