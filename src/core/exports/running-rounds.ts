// Rounds of consultation: the page that asks people outside, their replies, and the end of a round. The key to replies
// never leaves this archive.
import { setImmediate as turn } from 'node:timers/promises'
import { drawRound, openReply, roundNamedIn } from '#core/consultation'
import { ageRecipient, random } from '#core/keys'
import { partsOf, toReplyPage } from '#core/paper'
import { beginRound, endRound, takeIn } from '#document/consultation'
import { plainLines, plainText } from '#document/tree'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { mustWrite } from '#core/drafting'
import { confirmedText } from './confirmed-text.ts'
import { roundIn } from './consultation-rounds.ts'
import type { Making } from './leaving-file.ts'
import { leavingSheet } from './paper.ts'

type Ports = Pick<Making, 'now' | 'profile'>

/** `write` gets the page that asks. Returns the entry of the round. */
export const beginConsultation = async (
  { now, profile }: Ports,
  { document, question, until }: { document: DocumentId; question: string; until: string },
  write: (page: Uint8Array) => Promise<void>,
): Promise<string> => {
  const { archive, documents } = profile()
  mustWrite(profile(), document)
  const confirmed = await confirmedText(profile, document, now)
  // The page of a round has no pictures, only their descriptions.
  const { pictures: _, ...sheet } = leavingSheet(profile(), document, { now: now() })
  const parts = partsOf(sheet)
  if (parts.length === 0) throw new Failure('invalid-input')
  await confirmed.mustStillBe()
  const { kept, key } = drawRound(sheet.page.meta.title, parts)
  const { round, digest } = kept
  const asked = { question: plainLines(question), until: plainText(until).trim() }
  // The key is kept before the file exists: without it no one could read the replies.
  archive.consultationRounds.put({ ...kept, document })
  try {
    const page = toReplyPage(sheet, { round, digest, recipient: ageRecipient(key), ...asked })
    await write(new TextEncoder().encode(page))
  } catch (error) {
    archive.consultationRounds.remove({ document, round })
    throw error
  }
  confirmed.noteWritten()
  await documents.editBeside(document, doc => {
    const entry = beginRound(doc, { round, digest, ...asked }, { at: now(), random })
    archive.consultationRounds.put({ ...kept, document, entry })
  })
  return archive.consultationRounds.get({ document, round })?.entry ?? ''
}

/** Failures: `reply-other-round`, `reply-elsewhere`, `reply-known`, and those of reading. */
export const takeInReply = async (
  { now, profile }: Ports,
  document: DocumentId,
  read: () => Promise<Uint8Array>,
) => {
  const { archive, documents } = profile()
  const { round, locked } = roundNamedIn(await read())
  const isKnown = documents.consultations(document).some(({ entry }) => entry.round === round)
  if (!isKnown) throw new Failure('reply-other-round')
  mustWrite(profile(), document)
  const kept = archive.consultationRounds.get({ document, round })
  if (!kept?.entry) throw new Failure('reply-elsewhere')
  // Another member's entry may name the same round.
  const { entry } = kept
  const reply = await openReply(locked, kept)
  // Reading and writing a thousand replies takes one turn each.
  await turn()
  await documents.editBeside(document, doc => {
    if (!takeIn(doc, entry, reply, kept.parts, { at: now(), random }))
      throw new Failure('reply-known')
  })
  return { round: entry, answers: reply.answers.length }
}

/** Failure `reply-elsewhere` where another device began the round. */
export const endConsultation = async (
  { now, profile }: Ports,
  { document, round }: { document: DocumentId; round: string },
): Promise<void> => {
  const { archive, documents } = profile()
  const { entry, isOver } = roundIn(profile(), document, round)
  if (archive.consultationRounds.get({ document, round: entry.round })?.entry !== entry.id)
    throw new Failure('reply-elsewhere')
  if (!isOver)
    await documents.editBeside(document, doc => void endRound(doc, entry.id, { at: now(), random }))
  archive.consultationRounds.remove({ document, round: entry.round })
}
