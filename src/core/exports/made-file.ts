// A file as it would be written, with the list of what leaves with it, so that it can be compared before it is.
import { toPrintable, type Printable, type Sheet } from '#core/paper'
import { leavingChoicesOf, type FileChoices, type Leaving } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { mustBeConsented, textsOfSheet } from '#core/drafting/consultation'
import { hashesOf, type FileHashes } from './second-look/index.ts'
import type { Deliberation } from '#core/drafting'
import { leavingIn } from './leaving-list.ts'
import { changedSheet } from './paper-changes.ts'
import { sheetFrom, sheetWriters, wordsOf } from './paper.ts'

/** A file before it is written. */
export type Made = {
  sheet: Sheet
  /** Null for a PDF, which main prints. */
  bytes: Uint8Array | null
  /** Documents of circles whose words stand in it. */
  within: readonly DocumentId[]
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const sheetOf = async (
  ports: Deliberation,
  { document, changes, format, paper, ...choices }: FileChoices,
): Promise<Pick<Made, 'sheet' | 'within'>> => {
  if (!changes) {
    const { sheet, within } = sheetFrom(ports, document, choices)
    return { sheet: { ...sheet, paper }, within }
  }
  // Other formats have no changes of their own, and withheld words are in no earlier text.
  if ((format !== 'docx' && format !== 'odt') || choices.restricted)
    throw new Failure('invalid-input')
  const sheet = await changedSheet(ports, document, changes, choices.naming)
  return { sheet: { ...sheet, paper }, within: [] }
}

/** Failures: `consent-missing`, `invalid-input`, and those of a text with changes. */
export const makeFile = async (
  ports: Deliberation,
  choices: FileChoices,
  now: number,
): Promise<Made> => {
  const { sheet, within } = await sheetOf(ports, choices)
  mustBeConsented(ports, choices.document, textsOfSheet(sheet), now)
  const { format } = choices
  return { sheet, within, bytes: format === 'pdf' ? null : await sheetWriters[format](sheet) }
}

/** Everything that a file says, but the bytes of pictures: each has its hash in the text. */
const saidIn = ({ pictures: _pictures, paper: _paper, ...said }: Sheet): string =>
  JSON.stringify(said, (_key, value: unknown) =>
    value instanceof Map || value instanceof Set ? [...value] : value,
  )

/**
 * Whether a file of these choices would still say what the sheet of an earlier one does. The digest of a document is not
 * enough: a line that goes off the record leaves it as it was. Without `changes` the text is read before the call returns.
 */
export const isSaidNow = async (
  ports: Deliberation,
  { document, changes, naming, restricted }: FileChoices,
  sheet: Sheet,
): Promise<boolean> => {
  const now = changes
    ? await changedSheet(ports, document, changes, naming)
    : wordsOf(ports, document, { naming, restricted })
  return saidIn(now) === saidIn(sheet)
}

/**
 * The bytes of a request's list: names in the words of the file, with the members behind them, and the count of changes.
 * Other parts of the list follow from the file, or say something about this device.
 */
const listBytes = ({
  group,
  reference,
  symbol,
  named,
  changes,
}: Leaving): Uint8Array<ArrayBuffer> =>
  utf8(
    JSON.stringify([
      group,
      reference,
      symbol,
      named.map(({ as, members, isQuoted, where, chosenBy }) => [
        as,
        members,
        isQuoted,
        where.map(({ what, count, places }) => [what, count, places]),
        chosenBy,
      ]),
      changes && [changes.count, changes.paragraphs],
    ]),
  )

/** The page that is printed, as bytes: a PDF itself differs from one version of the app to the next. */
const pageBytes = ({ title, language, headings, direction, body }: Printable) =>
  utf8(JSON.stringify([title, language, headings ?? [], direction, body]))

/** The hashes by which a request names this file. */
export const hashesOfMade = async (
  ports: Deliberation,
  choices: FileChoices,
  { bytes, sheet, within }: Made,
  now: number,
): Promise<FileHashes> => {
  const { document, ...leaving } = leavingChoicesOf(choices)
  const list = listBytes(await leavingIn(ports, document, leaving, now))
  return hashesOf(ports, { list, file: bytes ?? pageBytes(toPrintable(sheet)), within })
}
