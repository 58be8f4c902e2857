// Answers about consultation rounds. The key to replies never leaves this archive. Signed messages
// say what members did; the sender of a reply is only what the reply claims.
import { setImmediate as turn } from 'node:timers/promises'
import { drawRound, openReply, roundNamedIn } from '#core/consultation'
import { ageRecipient, random } from '#core/keys'
import { partsOf, toReplyPage, toTriageTable, withheldSign } from '#core/paper'
import type { Consultation, ConsultationAnswer } from '#shared/contract'
import {
  blockText,
  baseOf,
  beginRound,
  endRound,
  plainLines,
  plainText,
  takeIn,
  type Answered,
  type ConsultationRound,
  type EntryId,
} from '#document'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import { mustBeConsented } from '../drafting/consents.ts'
import { mustWrite } from '../drafting/rights.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
import { sameMemberIn, namesIn, type NameOf } from '../drafting/member-names.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { confirmedText } from './exports.ts'
import { leavingSheet, sheetOf, wordsOf } from './paper.ts'

const roundIn = (
  { documents }: OpenProfile,
  document: DocumentId,
  id: string,
): ConsultationRound => {
  const found = documents.consultations(document).find(({ entry }) => entry.id === id)
  if (!found) throw new Failure('not-found')
  return found
}

export const labelsIn = (
  profile: OpenProfile,
  document: DocumentId,
): ReadonlyMap<EntryId, string> => {
  const all = profile.documents.amendments(document, sameMemberIn(profile, document))
  return new Map(all.map(({ id, label }) => [id, label]))
}

type Shown = {
  nameOf: NameOf
  /** The text of each paragraph as it would be sent now; of a table, those of its rows and of the whole. */
  texts: ReadonlyMap<BlockId | null, readonly string[]>
  labels: ReadonlyMap<EntryId, string>
}

const answerItem = (answered: Answered, { nameOf, texts, labels }: Shown): ConsultationAnswer => {
  const { entry, received, state, standing, amendments } = answered
  const now = entry.block === null ? undefined : texts.get(entry.block)
  return {
    id: entry.id,
    reply: received.id,
    place: entry.place,
    base: entry.base,
    name: received.name,
    organisation: received.organisation,
    naming: received.naming,
    isWhole: entry.block === null,
    block: now === undefined ? null : entry.block,
    changed: now !== undefined && !now.includes(entry.base),
    comment: entry.comment,
    wording: entry.wording,
    state,
    responses: standing.map(each => ({
      state: each.state,
      response: each.response,
      at: each.at,
      by: nameOf(each.client),
    })),
    amendments: amendments.flatMap(id => labels.get(id) ?? []),
  }
}

const listOf = (profile: OpenProfile, document: DocumentId): Consultation[] => {
  const { archive, documents } = profile
  const nameOf = namesIn(profile, document)
  const sheet = wordsOf(profile, document)
  // Rounds of earlier versions sent each cell by itself.
  const cells = sheet.page.blocks.flatMap(({ id, cell, runs }) =>
    cell && id ? [{ block: id, text: blockText({ runs }) }] : [],
  )
  const texts = new Map<BlockId | null, string[]>()
  for (const { block, text } of [...partsOf(sheet), ...cells])
    texts.set(block, [...(texts.get(block) ?? []), baseOf(text)])
  const labels = labelsIn(profile, document)
  return documents.consultations(document).map(({ entry, isOver, received, answers }) => ({
    id: entry.id,
    by: nameOf(entry.client),
    at: entry.at,
    over: isOver,
    question: entry.question,
    until: entry.until,
    // Another member's entry may name the same round.
    opens: archive.consultationRounds.get({ document, round: entry.round })?.entry === entry.id,
    replies: received.map(({ id, name, organisation, naming, client, at }) => ({
      id,
      name,
      organisation,
      naming,
      at,
      by: nameOf(client),
    })),
    answers: answers.map(each => answerItem(each, { nameOf, texts, labels })),
  }))
}

/** The table of all answers of a round. Failures: `not-found`, `consent-missing`. */
const tableOf = (
  profile: OpenProfile,
  { document, round }: { document: DocumentId; round: string },
  now: number,
) => {
  const { answers } = roundIn(profile, document, round)
  // Words that were given to a circle since the text was sent are in no file.
  const restricted = profile.documents.withheldBlocks(document)
  const sheet = sheetOf(profile, document)
  const rows = answers.map(({ entry, received, standing }) => {
    const isWithheld = entry.block !== null && restricted.has(entry.block)
    return {
      place: entry.block === null ? null : entry.place,
      base: isWithheld ? withheldSign(sheet) : entry.base,
      source: received,
      comment: entry.comment,
      responses: standing,
      wording: isWithheld ? null : entry.wording,
    }
  })
  const texts = rows.flatMap(({ base, comment, wording }) => [base, comment, wording ?? ''])
  const said = rows.flatMap(({ responses }) => responses.map(({ response }) => response))
  mustBeConsented(profile, document, [...texts, ...said], now)
  return { sheet, rows }
}

export const consultationAnswers = ({
  files,
  now,
  profile,
}: ApiContext): Pick<
  Answers,
  | 'consultations.list'
  | 'consultations.begin'
  | 'consultations.import'
  | 'consultations.end'
  | 'consultations.table'
> => {
  const writing = () => ({ at: now(), random })
  return {
    'consultations.list': ({ document }) => ({
      rights: [...profile().documents.rightsNow(document)],
      rounds: listOf(profile(), document),
    }),

    async 'consultations.begin'({ document, question, until, file }) {
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
        await files.write(file, new TextEncoder().encode(page))
      } catch (error) {
        archive.consultationRounds.remove({ document, round })
        throw error
      }
      confirmed.noteWritten()
      await documents.editAs(document, doc => {
        const entry = beginRound(doc, { round, digest, ...asked }, writing())
        archive.consultationRounds.put({ ...kept, document, entry })
      })
      return { round: archive.consultationRounds.get({ document, round })?.entry ?? '' }
    },

    async 'consultations.import'({ document, file }) {
      const { archive, documents } = profile()
      const { round, locked } = roundNamedIn(await files.read(file))
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
      await documents.editAs(document, doc => {
        if (!takeIn(doc, entry, reply, kept.parts, writing())) throw new Failure('reply-known')
      })
      return { round: entry, answers: reply.answers.length }
    },

    async 'consultations.end'({ document, round }) {
      const { archive, documents } = profile()
      const { entry, isOver } = roundIn(profile(), document, round)
      if (archive.consultationRounds.get({ document, round: entry.round })?.entry !== entry.id)
        throw new Failure('reply-elsewhere')
      if (!isOver) await documents.editAs(document, doc => void endRound(doc, entry.id, writing()))
      archive.consultationRounds.remove({ document, round: entry.round })
    },

    async 'consultations.table'({ document, round, file }) {
      const bytes = await toTriageTable(() => tableOf(profile(), { document, round }, now()))
      await files.write(file, bytes)
    },
  }
}
