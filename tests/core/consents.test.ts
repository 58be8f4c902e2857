// Consents on whole cores: no file of an assessment leaves while it has words of a respondent
// without consent. The refusal names the codes, and every device comes to the same.
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import { random } from '#core/keys'
import type { PrintPage } from '#core/paper'
import { takeIn } from '#document/consultation'
import { Failure } from '#shared/failure'
import type { DocumentId, FileGrant } from '#shared/ids'
import { committee, meet } from '#tests/committee'
import { ExportFormat, type ConsentItem } from '#shared/contract'
import { consentAnswers } from '../../src/core/api/consents.ts'
import { consultationAnswers } from '../../src/core/api/consultations.ts'
import { exportAnswers } from '../../src/core/api/exports.ts'
import { makeFile } from '../../src/core/exports/made-file.ts'
import { sheetOf, wordsOf } from '../../src/core/exports/paper.ts'
import { duplicateOf, versionIn } from '../../src/core/drafting/copies/copying.ts'
import { openTasks } from '../../src/core/api/tasks.ts'
import { missingConsents, textsOfSheet } from '../../src/core/drafting/consultation/consents.ts'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'

/** By the clock of the device, whatever its time zone: a consent ends with a day there. */
const noon = (day: string): number => Date.parse(`${day}T12:00:00`)

const emptyPrint: PrintPage = async () => {
  const print = await PDFDocument.create()
  print.addPage()
  print.setTitle('Print')
  return print.save({ useObjectStreams: false })
}

const at = (session: OpenProfile, day = '2026-11-27', print = emptyPrint) => {
  const written: string[] = []
  const files = { write: async (name: string) => void written.push(name) }
  const context = { now: () => noon(day), profile: () => session, files, print } as never
  const consents = consentAnswers(context)
  return {
    written,
    ...exportAnswers(
      context,
      openTasks(() => {}),
    ),
    ...consultationAnswers(context),
    ...consents,
    put: (document: DocumentId, code: string, scope: string, until: string | null = null) =>
      consents['consents.put']({ document, code, scope: scope as never, until, what: '' }),
    /** Codes that keep the text from leaving. */
    lacking: (document: DocumentId): string[] =>
      missingConsents(session, document, textsOfSheet(wordsOf(session, document)), noon(day)),
    list: async (document: DocumentId): Promise<readonly ConsentItem[]> =>
      (await consents['consents.list']({ document })).items,
  }
}
const refusal = (work: () => unknown): Promise<{ code: string; names: readonly string[] } | null> =>
  Promise.resolve()
    .then(work)
    .then(
      () => null,
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error
        return { code: error.code, names: error.names }
      },
    )
const missing = (...names: string[]) => ({ code: 'consent-missing', names })

const scene = async (kind: 'assessment' | 'brief' = 'assessment') => {
  const all = await committee('Minutes.', ['member', 'reviewer'])
  const { chair, group } = all
  const [member, reviewer] = all.others as [OpenProfile, OpenProfile]
  const document = await chair.documents.create({
    ...({ group, kind, title: 'Assessment', language: 'en' } as const),
    blocks: [
      { kind: 'h1', runs: [{ text: 'Findings' }] },
      { kind: 'num1', runs: [{ text: 'Two came at night (R1). Others stayed (R2, R3).' }] },
    ],
  })
  await chair.documents.share(document)
  await meet(group, chair, member, reviewer)
  return { chair, member, reviewer, group, document }
}

test('when a consent is missing, no file leaves, the codes are named, and nothing was written', async () => {
  const { chair, document } = await scene()
  const { written, put, ...answers } = at(chair)
  const file = 'file' as FileGrant
  const begin = () => answers['consultations.begin']({ document, question: '', until: '', file })
  const paths: [string, () => unknown][] = [
    ...ExportFormat.options.map((format): [string, () => unknown] => [
      format,
      () => answers['paper.export']({ document, format, file }),
    ]),
    ['page for people outside', begin],
  ]
  for (const [, path] of paths) expect(await refusal(path)).toEqual(missing('R1', 'R2', 'R3'))
  await put(document, 'R1', 'public')
  await put(document, ' r2 ', 'group')
  for (const [, path] of paths) expect(await refusal(path)).toEqual(missing('R2', 'R3'))
  expect(written).toEqual([])
  // No round began either.
  expect(chair.documents.consultations(document)).toEqual([])
  await put(document, 'R2', 'outside')
  await put(document, 'R3', 'nobody')
  for (const [, path] of paths) expect(await refusal(path)).toBeNull()
  expect(written).toHaveLength(paths.length)

  // The table of replies too.
  const [round] = chair.documents.consultations(document)
  const table = () =>
    answers['consultations.table']({ document, round: round?.entry.id ?? '', file })
  expect(await refusal(table)).toBeNull()
  // Reading it here is no export.
  await put(document, 'R1', 'withdrawn')
  expect(await refusal(() => sheetOf(chair, document))).toBeNull()
  expect(await refusal(begin)).toEqual(missing('R1'))
})

test('when a consent is withdrawn while the text is printed, no PDF leaves', async () => {
  const { chair, document } = await scene()
  const { put } = at(chair)
  for (const code of ['R1', 'R2', 'R3']) await put(document, code, 'public')
  const { written, ...answers } = at(chair, undefined, async (page, over) => {
    await put(document, 'R2', 'withdrawn')
    return emptyPrint(page, over)
  })
  const file = 'file' as FileGrant
  expect(await refusal(() => answers['paper.export']({ document, format: 'pdf', file }))).toEqual(
    missing('R2'),
  )
  expect(written).toEqual([])
})

test('when a consent is withdrawn while the table of replies is made, none leaves', async () => {
  const { chair, document } = await scene()
  const { written, put, ...answers } = at(chair)
  for (const code of ['R1', 'R2', 'R3']) await put(document, code, 'public')
  const file = 'file' as FileGrant
  await answers['consultations.begin']({ document, question: '', until: '', file })
  const round = chair.documents.consultations(document)[0]!.entry.id
  await chair.documents.editAs(document, doc => {
    const answer = { part: 1, comment: 'They left since.', wording: null }
    const from = { name: 'K.W.', organisation: '', naming: 'withheld' as const }
    const reply = { id: 'a'.repeat(32), ...from, answers: [answer] }
    const block = chair.documents.page(document).blocks[1]!.id!
    const sent = { block, place: '1', text: 'Others stayed (R2).' }
    takeIn(doc, round, reply, [sent], { at: noon('2026-11-27'), random })
  })
  const table = refusal(() => answers['consultations.table']({ document, round, file }))
  await put(document, 'R2', 'withdrawn')
  expect(await table).toEqual(missing('R2'))
  expect(written).toHaveLength(1)
})

test('when a consent expired by the clock of the writing device, it counts as none', async () => {
  const { chair, document } = await scene()
  const { put } = at(chair)
  await put(document, 'R1', 'outside', '2026-11-30')
  await put(document, 'R2', 'outside')
  await put(document, 'R3', 'public', '2027-01-01')
  const on = (day: string) =>
    refusal(() => makeFile(chair, { document, format: 'md', paper: 'a4' }, noon(day)))
  expect(await on('2026-11-30')).toBeNull()
  expect(await on('2026-12-01')).toEqual(missing('R1'))
  expect(await on('2027-01-02')).toEqual(missing('R1', 'R3'))
  const items = await at(chair, '2026-12-01').list(document)
  expect(items.map(({ code, standing, blocks }) => [code, standing, blocks[0]?.place])).toEqual([
    ['R1', 'expired', '1'],
    ['R2', 'covers', '1'],
    ['R3', 'covers', '1'],
  ])
})

test('when two change one apart, every device has the narrower one, and a reviewer changes none', async () => {
  const { chair, member, reviewer, group, document } = await scene()
  for (const code of ['R1', 'R2', 'R3']) await at(chair).put(document, code, 'outside')
  await meet(group, chair, member, reviewer)
  await at(chair).put(document, 'R1', 'public')
  await at(member).put(document, 'R1', 'withdrawn')
  expect(await refusal(() => at(reviewer).put(document, 'R1', 'public'))).toEqual({
    code: 'not-permitted',
    names: [],
  })
  await meet(group, chair, member, reviewer)
  for (const session of [chair, member, reviewer]) {
    expect(at(session).lacking(document)).toEqual(['R1'])
    const [item] = await at(session).list(document)
    expect(item).toMatchObject({ code: 'R1', scope: 'withdrawn', apart: true })
    expect(item?.record).toHaveLength(3)
  }
  const [item] = await at(chair).list(document)
  expect(new Set(item?.record.map(({ by }) => by)).size).toBe(2)
})

test('when a text is copied, retired or translated, consents go along, and another kind asks for known codes only', async () => {
  const { chair, document } = await scene()
  for (const code of ['R1', 'R2']) await at(chair).put(document, code, 'outside')
  const gone = (id: DocumentId) => at(chair).lacking(id)
  const copy = await duplicateOf(chair, document, 'Copy')
  const french = await versionIn(chair, { original: document, language: 'fr' })
  for (const id of [document, copy, french]) expect(gone(id)).toEqual(['R3'])
  // A withdrawal in the original holds in its versions; a copy is a text of its own.
  await at(chair).put(document, 'R1', 'withdrawn')
  expect([gone(french), gone(copy)]).toEqual([['R1', 'R3'], ['R3']])
  await at(chair).put(document, 'R1', 'outside')
  const next = chair.documents.sealing.seal(document)
  expect(gone(next)).toEqual(['R3'])

  const { chair: other, document: known } = await scene('brief')
  expect(at(other).lacking(known)).toEqual([])
  await at(other).put(known, 'R2', 'withdrawn')
  expect(at(other).lacking(known)).toEqual(['R2'])
})
