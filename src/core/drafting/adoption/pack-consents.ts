// Codes of respondents in all the words that a pack would write, and the places where they stand. Printed forms have no
// words of their own. The bytes of files that were decided with the text are not searched.
import { readTextFile, type PackNames, type PackSource } from '#core/deliberation/adoption'
import { wordsThatLeave } from '#core/deliberation/forwarding'
import { readRecord } from '#shared/adoption'
import type { PackPlace, PackRefusal } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { missingConsents, mustBeConsented } from '../consultation/index.ts'
import type { Spaces, Texts } from '../parts.ts'

const wordsOfNames = ({
  group,
  reference,
  number,
  symbol,
  said,
  endorsers,
}: PackNames): string[] => [
  ...[group, reference, number, symbol, ...endorsers],
  ...said.map(({ as }) => as),
]

/** Failure `invalid-input` for a text or a record that does not read, and so cannot be searched. */
const wordsIn = ({ texts, record, files, amendments, names }: PackSource) => {
  const said = readRecord(record)
  if ('refused' in said) throw new Failure('invalid-input')
  const saidAs = (kind: 'reservation' | 'explanation'): string[] =>
    said.value.filter(({ what }) => what === kind).map(({ words }) => words)
  const places: Record<PackPlace, string[]> = {
    text: texts.flatMap(({ bytes }) => {
      const read = readTextFile(bytes)
      if ('refused' in read) throw new Failure('invalid-input')
      return wordsThatLeave(read.value)
    }),
    amendment: amendments.flatMap(({ before, after }) => [before, after]),
    reservation: saidAs('reservation'),
    explanation: saidAs('explanation'),
    name: names ? wordsOfNames(names) : [],
    file: files.map(({ name }) => name),
  }
  return Object.entries(places) as [PackPlace, string[]][]
}

/** Codes whose words may not leave now, by the place where they stand. */
export const refusedIn = (
  ports: Texts & Spaces,
  document: DocumentId,
  source: PackSource,
  now: number,
): PackRefusal[] =>
  wordsIn(source).flatMap(([where, words]) =>
    missingConsents(ports, document, words, now).map(code => ({ code, where })),
  )

/** Failures: `consent-missing` with the codes, `invalid-input`. */
export const packMustBeConsented = (
  ports: Texts & Spaces,
  document: DocumentId,
  source: PackSource,
  now: number,
): void => {
  const all = wordsIn(source).flatMap(([, words]) => words)
  mustBeConsented(ports, document, all, now)
}
