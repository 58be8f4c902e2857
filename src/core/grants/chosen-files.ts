// The kind of a file that a person chose by mistake, told by its first bytes, so that the refusal names the file and
// the place where it belongs.
import { Failure, type FailureCode } from '#shared/failure'

export type FileKind = 'word' | 'pdf' | 'picture' | 'backup' | 'invitation' | 'encrypted' | 'reply'

/** Bytes from the beginning that are looked at. A PDF may begin with other bytes (ISO 32000-1, note 13). */
export const lookedAt = 1024

/** In the first name of the archive: a Word file in any order of its parts, and an OpenDocument text. */
const inZip =
  /^PK[^]{28}(?:\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|mimetypeapplication\/vnd\.oasis\.opendocument\.text)/

/** Tried in this order. */
const kinds: readonly [FileKind, RegExp][] = [
  ['word', inZip],
  // Word 97 to 2003, and Rich Text.
  ['word', /^(?:\u00d0\u00cf[^]\u00e0\u00a1\u00b1[^]\u00e1|\{\\rtf)/],
  ['picture', /^(?:\u0089PNG\r\n|\u00ff\u00d8\u00ff|GIF8[79]a|II\*\0|MM\0\*|RIFF[^]{4}WEBP)/],
  ['picture', /^[^]{4}ftyp(?:hei|hev|mif1|avif)/],
  ['encrypted', /^age-encryption\.org\//],
  ['reply', /^baraza-reply\//],
  // A list in CBOR that begins with a format number and a name; a backup has its length before.
  ['invitation', /^[\u0080-\u0098][^]{1,4}(?:device-)?invitation/],
  ['backup', /^\0[^]{3}[\u0080-\u0098][^]{1,4}backup/],
  ['pdf', /%PDF-/],
]

/** Null for what is not known. `bytes`: of the whole file, or its beginning. */
export const kindOfFile = (bytes: Uint8Array): FileKind | null => {
  const text = Buffer.from(bytes.subarray(0, lookedAt)).toString('latin1')
  return kinds.find(([, shape]) => shape.test(text))?.[0] ?? null
}

/** Calls that read such a file. Their own refusals say more about one. */
const wanted: Readonly<Record<string, FileKind>> = {
  'backup.restore': 'backup',
  'invitations.read': 'invitation',
  'joining.ask': 'invitation',
  'joining.askHere': 'invitation',
  'joining.readReply': 'encrypted',
  'exchange.read': 'encrypted',
  'consultations.import': 'reply',
  'figures.insert': 'picture',
}

/** Codes that a reader gives to bytes in which it finds nothing of its own. */
const vague: ReadonlySet<FailureCode> = new Set<FailureCode>([
  ...(['file-damaged', 'file-wrong-kind', 'recovery-mistyped', 'recovery-wrong'] as const),
  ...(['file-not-for-this-device'] as const),
])

/**
 * The refusal of a call with the kind of the file in it. `kindOf`: of a file that this input names and that was
 * read, else null. An import has sentences of its own for each kind.
 */
const namedRefusal = (
  call: string,
  {
    error,
    input,
    kindOf,
  }: { error: unknown; input: unknown; kindOf: (file: string) => FileKind | null },
): unknown => {
  if (!(error instanceof Failure) || !vague.has(error.code) || call.startsWith('documents.'))
    return error
  const values = typeof input === 'object' && input !== null ? Object.values(input).flat() : []
  const kind = values
    .flatMap(value => (typeof value === 'string' ? (kindOf(value) ?? []) : []))
    .find(each => each !== wanted[call])
  return kind === undefined ? error : new Failure(`chosen-${kind}`, { cause: error })
}

/** The answers to all calls, whose refusals name a file that was chosen by mistake. */
export const withNamedFiles = <Calls extends object>(
  answers: Calls,
  kindOf: (file: string) => FileKind | null,
): Calls => {
  const wrapped = Object.entries(answers).map(([call, answer]: [string, unknown]) => {
    if (typeof answer !== 'function') return [call, answer] as const
    const named = (input: unknown): unknown => {
      const refuse = (error: unknown): never => {
        throw namedRefusal(call, { error, input, kindOf })
      }
      try {
        const given: unknown = answer(input)
        return given instanceof Promise ? given.catch(refuse) : given
      } catch (error) {
        return refuse(error)
      }
    }
    return [call, named] as const
  })
  return Object.fromEntries(wrapped) as Calls
}
