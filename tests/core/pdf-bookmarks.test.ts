// The bookmarks of a PDF are words of the file that was printed, by the choices of the person who exports it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, PDFHexString, PDFName } from '@cantoo/pdf-lib'
import { expect, onTestFinished, test } from 'vitest'
import { foundingOf, grantOf } from '#tests/core'
import { device } from '#tests/cores'
import { saidByPdf } from '#tests/pdf-words'

/** A print with a bookmark for each heading, as the engine writes them. */
const printedWith = async (headings: readonly string[]): Promise<Uint8Array> => {
  const print = await PDFDocument.create()
  print.addPage([100, 100])
  print.setTitle('Print')
  const { context, catalog } = print
  const refs = headings.map(() => context.nextRef())
  for (const [at, heading] of headings.entries()) {
    const bookmark = context.obj({ Title: PDFHexString.fromText(heading) })
    const next = refs[at + 1]
    if (next) bookmark.set(PDFName.of('Next'), next)
    context.assign(refs[at]!, bookmark)
  }
  const outline = context.obj({ Type: 'Outlines' })
  outline.set(PDFName.of('First'), refs[0]!)
  catalog.set(PDFName.of('Outlines'), context.register(outline))
  return print.save({ useObjectStreams: false })
}

test('a file that names nobody has no name in its bookmarks', async () => {
  const path = mkdtempSync(join(tmpdir(), 'baraza-bookmarks-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const { core } = await device({ print: page => printedWith(page.headings ?? []) })
  const group = await core.answers['groups.create']({ ...foundingOf(), handle: 'Zqbookmarked' })
  const { self } = await core.answers['groups.get']({ group })
  const document = await core.answers['documents.create']({
    ...({ group, kind: 'minutes', language: 'en', title: 'Minutes' } as const),
  })
  await core.edit(document, [
    { naming: 'named' },
    { new: ' opened the meeting', after: 0, kind: 'h1' },
    { who: self, block: 1, at: 0 },
  ])
  const saidWith = async (naming: 'none' | 'named') => {
    const file = join(path, `${naming}.pdf`)
    const input = { document, format: 'pdf', naming, file: grantOf(core, file) } as const
    await core.answers['paper.export'](input)
    return (await saidByPdf(readFileSync(file))).all
  }
  expect(await saidWith('named')).toContain('Zqbookmarked')
  const unnamed = await saidWith('none')
  expect(unnamed).toContain('A participant opened the meeting')
  expect(unnamed).not.toContain('Zqbookmarked')
})
