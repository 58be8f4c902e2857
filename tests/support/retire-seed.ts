// The advisory group with texts that leave a device, for good or for a while: one with a picture and files that have
// not arrived, and one whose file another device lost.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Core } from '#core'
import { random } from '#core/keys'
import { insertFigure } from '#document/edits'
import { attach, mostAttachments, readAttachments } from '#document/files'
import { newBlockId } from '#document/ids'
import type { BlockId, DocumentId } from '#shared/ids'
import { type AdvisoryGroup, exampleNow, groupSeed, type Handle } from './advisory-group.ts'
import { grantOf } from './core.ts'
import { openPen } from './documents.ts'

/** The titles of the texts. */
export const retireTitles = {
  statement: 'Statement on shrinking spaces for civil society',
  annex: 'Annex: country examples, Georgia to Papua New Guinea',
  arabic: 'المدافعات عن حقوق الإنسان: توصيات أولية',
  erased: 'Follow-up to CSW62 agreed conclusions, paragraph 42',
  private: 'Names of witnesses',
} as const
/** The file for which another text has no room, and words that reach no one before a history is erased. */
export const leftOut = 'Two hundred and first.pdf'
export const lateWords = 'Words from far away'

const absent = 'a'.repeat(64)

/** Writes in the text as a window does. */
const inText = async (
  { attach: open }: Core,
  document: DocumentId,
  write: (doc: ReturnType<typeof openPen>['doc']) => void,
): Promise<void> => {
  const pen = openPen({ documents: { attach: open } }, document)
  write(pen.doc)
  await pen.saved()
  pen.close()
}

/** A figure whose picture is on no device, behind a block; the first one for null. */
export const insertAbsentFigure = async (
  core: Core,
  document: DocumentId,
  after: BlockId | null = null,
): Promise<BlockId> => {
  const id = newBlockId(random)
  const picture = { type: 'png', size: 900, width: 480, height: 160, hash: absent } as const
  const figure = { id, picture, alternative: 'A map.', caption: 'Districts' }
  await inText(core, document, doc => insertFigure(doc, after, figure, random))
  return id
}

const addFile = async (
  made: AdvisoryGroup,
  by: Handle,
  document: DocumentId,
  name: string,
): Promise<void> => {
  const { core, directory } = made.device(by)
  const path = join(mkdtempSync(join(directory, '..', 'files-')), name)
  writeFileSync(path, name)
  await core.answers['attachments.add']({ document, file: grantOf(core, path) })
}

/** A file that is on no device. */
export const attachAbsent = (core: Core, document: DocumentId, name: string): Promise<void> =>
  inText(core, document, doc =>
    attach(doc, { name, hash: absent, size: 9 }, { at: exampleNow, random }),
  )

/** One file of M.S. is on no device. The last one of the chair has no room beside another text. */
const addFiles = async (made: AdvisoryGroup, document: DocumentId): Promise<void> => {
  await addFile(made, 'M.S.', document, 'Minutes.pdf')
  await attachAbsent(made.core('M.S.'), document, 'Report.pdf')
  await addFile(made, 'K.W.', document, 'Annex.pdf')
  await inText(made.core('K.W.'), document, doc => {
    const { hash, size } = readAttachments(doc).find(({ name }) => name === 'Annex.pdf')!
    const more = Array.from({ length: mostAttachments - 2 }, (_, at) => `Annex ${at}.pdf`)
    for (const [at, name] of [...more, leftOut].entries())
      attach(doc, { name, hash, size }, { at: exampleNow + at, random })
  })
}

const make = async (made: AdvisoryGroup) => {
  const { group } = made
  const words = [{ new: 'Less room in each country.', after: 0, kind: 'num1' }]
  made.before(3)
  const document = await made.share('statement', retireTitles.statement, words)
  const annex = await made.share('recommendations', retireTitles.annex, words)
  await made.share('recommendations', retireTitles.arabic, words, 'ar')
  const erased = await made.share('statement', retireTitles.erased, words)
  await addFile(made, 'K.W.', annex, 'Map.pdf')
  await made
    .core('K.W.')
    .answers['documents.create']({
      ...{ group, kind: 'statement', title: retireTitles.private, language: 'en' },
    })
  await made.meet('K.W.', 'M.S.')
  await addFiles(made, document)
  await made.meet('K.W.', 'M.S.')
  await made.core('K.W.').edit(erased, [{ new: lateWords, after: 1, kind: 'num1' }])
  await made.core('M.S.').answers['documents.eraseHistory']({ document: erased, leaves: [] })
  const erasing = await made.write('M.S.', group)
  return { group, document, annex, erasing, keeper: made.device('M.S.').directory }
}

/**
 * The profile of the chair. `keeper`: the profile of M.S., whose device has all texts and lost the `lost` file of the
 * annex. `erasing`: a file by which M.S. erases the history of a text, in which the chair wrote meanwhile.
 */
export const retireSeed = groupSeed(['K.W.', 'M.S.'], make, { roles: { 'M.S.': 'rapporteur' } })
