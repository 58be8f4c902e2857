// Two members with the same text print the same file, on whatever day it arrived.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, onTestFinished, test } from 'vitest'
import { finishPdf } from '#core/paper'
import type { DocumentId } from '#shared/ids'
import { foundingOf, grantOf } from '#tests/core'
import { admit, device, give, type Device } from '#tests/cores'

const day = 86_400_000
const formats = ['docx', 'odt', 'html', 'md', 'txt', 'akn', 'json'] as const

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'baraza-alike-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const exported = async ({ core }: Device, document: DocumentId): Promise<Buffer[]> => {
  const path = folder()
  const files: Buffer[] = []
  for (const format of formats) {
    const file = join(path, format)
    await core.answers['paper.export']({ document, format, file: grantOf(core, file) })
    files.push(readFileSync(file))
  }
  return files
}

test('when a text came three days later, its file is the same in every format, without a date', async () => {
  const written = Date.UTC(2026, 10, 24, 12)
  const amina = await device({ now: () => written })
  const badia = await device({ now: () => written + 3 * day })
  const group = await amina.core.answers['groups.create'](foundingOf())
  const document = await amina.core.answers['documents.create']({
    ...({ group, kind: 'recommendations', language: 'en', title: 'Protection' } as const),
  })
  await amina.core.edit(document, [{ new: 'States should act.', after: 0, kind: 'num1' }])
  await admit(amina, badia, group, 'Badia')
  await amina.core.answers['documents.share']({ document })
  await give(amina, badia, group)
  const [aminas, others] = [await exported(amina, document), await exported(badia, document)]
  for (const [at, format] of formats.entries()) {
    expect(aminas[at]?.length).toBeGreaterThan(0)
    expect([format, Buffer.compare(aminas[at] as Buffer, others[at] as Buffer)]).toEqual([
      format,
      0,
    ])
  }
  for (const readable of aminas.slice(2)) expect(readable.toString()).not.toMatch(/2026-11/)
})

test('when a page is printed, the file has no date of printing', async () => {
  const printedOn = async (date: number): Promise<Uint8Array> => {
    const print = await PDFDocument.create()
    print.addPage([100, 100])
    print.setCreationDate(new Date(date))
    print.setModificationDate(new Date(date))
    return print.save({ useObjectStreams: false })
  }
  const facts = { title: 'Protection', language: 'en' } as const
  const first = await finishPdf(await printedOn(Date.UTC(2026, 10, 24)), facts)
  const second = await finishPdf(await printedOn(Date.UTC(2026, 10, 27)), facts)
  expect(Buffer.compare(first, second)).toBe(0)
  expect(Buffer.from(first).toString('latin1')).not.toMatch(/CreationDate|ModDate|D:20/)
  expect((await PDFDocument.load(first, { updateMetadata: false })).getTitle()).toBe('Protection')
})
