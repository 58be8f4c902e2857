// The triage of replies: the group's responses, and wordings that become amendments.
import { random } from '#core/keys'
import { printedWord, sourceLine } from '#core/paper'
import { draftOf, takeUp, triageAnswer } from '#document/consultation'
import type { EntryId } from '#document/ids'
import { blockText, settledPage } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { labelsIn } from '../review/index.ts'
import { sameMemberIn } from '../members/index.ts'
import type { Spaces, Texts } from '../parts.ts'
import { mustWrite } from '../rights.ts'

type Named = { document: DocumentId; answer: string }

/** Failures: `not-permitted`, `not-found`. */
export const sayTriage = async (
  ports: Texts,
  { document, answer, ...said }: Named & Parameters<typeof triageAnswer>[2],
  at: number,
): Promise<void> => {
  mustWrite(ports, document)
  await ports.documents.editBeside(document, doc => {
    if (!triageAnswer(doc, answer as EntryId, said, { at, random })) throw new Failure('not-found')
  })
}

/** The amendment that a wording would become; null where its paragraph is gone. */
export const draftFor = ({ documents }: Texts, { document, answer }: Named) => {
  const all = documents.consultations(document).flatMap(({ answers }) => answers)
  const found = all.find(({ entry }) => entry.id === answer)
  if (!found) throw new Failure('not-found')
  const { entry, received } = found
  // The present text of the paragraph, without open suggestions.
  const { blocks, meta } = settledPage(documents.page(document))
  const block = blocks.findLast(({ id }) => id === entry.block)
  const now = block && blockText(block)
  const draft = now === undefined ? null : draftOf(entry, now)
  if (!draft || now === undefined) return null
  const source = sourceLine(meta.language, received)
  const why = printedWord(meta.language, 'paper.fromConsultation', { source })
  return { now, wording: draft.text, clashes: draft.clashes, why }
}

/** The label of the new amendment. Failures: `not-permitted`, and those of `takeUp`. */
export const takeUpWording = async (
  ports: Texts & Spaces,
  { document, answer, ...wanted }: Named & Parameters<typeof takeUp>[2],
  at: number,
): Promise<string> => {
  mustWrite(ports, document)
  const isSame = sameMemberIn(ports, document)
  const amendment = await ports.documents.editBeside(document, doc => {
    const acting = { at, random, isSame, change: (work: () => void): void => work() }
    const made = takeUp(doc, answer as EntryId, wanted, acting)
    if ('refused' in made) throw new Failure(made.refused)
    return made.id
  })
  return labelsIn(ports, document).get(amendment) ?? ''
}
