// The printed PDF in a pack: core makes its page and takes the machine out of the print; another officer signs
// the same bytes, or is told that the PDF is another one.
import { inflateSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { PDFDocument } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import type { Environment } from '#core'
import type { PrintPage } from '#core/paper'
import { cardBy, checked, filesIn, meet, packBy, scene, signedBy } from '#tests/adopted-text'
import type { Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'

let printed = 0
/** A print as a system makes it: with the day of the print in it, and the words of the page. */
const print: PrintPage = async ({ body }) => {
  const pdf = await PDFDocument.create()
  pdf.setCreationDate(new Date(Date.UTC(2026, 10, 1 + printed++)))
  pdf.setProducer('Skia/PDF m151')
  pdf.addPage().drawText(body.replace(/<[^>]*>/g, ' ').replace(/[^ -~]/g, ''))
  return pdf.save()
}
const another: PrintPage = async (page, over) => print({ ...page, body: 'Another print.' }, over)
const printing = { print } satisfies Partial<Environment>

/** All that a PDF says: its bytes, and its streams as they unpack. */
const saidIn = (pdf: Uint8Array): string => {
  const bytes = Buffer.from(pdf)
  const text = bytes.toString('latin1')
  const streams = [...text.matchAll(/stream\r?\n([^]*?)endstream/g)].map(([, packed = '']) => {
    try {
      return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1')
    } catch {
      return ''
    }
  })
  return [text, ...streams].join('\n')
}

test('two officers whose windows print sign a pack with a PDF: it is listed, the same on both, and names nobody', async () => {
  const { group, id, decision, all } = await scene(undefined, [printing, printing])
  const [chair, bea] = all as [Device, Device]
  const first = await packBy(chair, decision, true, true)
  const pdf = filesIn(first.path).get('printed/text.en.pdf')!
  const sums = new TextDecoder().decode(filesIn(first.path).get('SHA256SUMS'))
  expect(sums).toContain('printed/text.en.pdf')
  await meet(group, all)
  const second = await signedBy(bea, decision, first.path)
  await meet(group, all)
  const { bytes } = await cardBy(bea, group)
  expect(checked(second.path, bytes)).toMatchObject({ verdict: 'valid', problems: [] })
  // Another day, another device: the same bytes.
  const again = filesIn((await packBy(bea, decision, true, true)).path)
  expect(Buffer.from(again.get('printed/text.en.pdf')!)).toEqual(Buffer.from(pdf))

  const { memberList } = await chair.core.answers['groups.get']({ group })
  const devices = memberList.flatMap(({ devices: own }) => own.map(each => each.id))
  const ids = [group, id, decision, ...devices, ...memberList.map(each => each.id)]
  const said = saidIn(pdf)
  expect(said).not.toMatch(/Skia|CreationDate|ModDate/)
  const names = [...ids, ...memberList.map(({ handle }) => handle)]
  expect(names.filter(each => said.includes(each))).toEqual([])
  expect(readFileSync(second.path).includes('Skia')).toBe(false)
})

test('a PDF is not the one that this device prints, or it prints none: the officer is told, and signs nothing', async () => {
  const { group, decision, all } = await scene(undefined, [printing, { print: another }])
  const [chair, bea] = all as [Device, Device]
  const { path } = await packBy(chair, decision, true, true)
  await meet(group, all)
  expect(await laterRefusal(signedBy(bea, decision, path))).toBe('other-pdf')

  const apart = await scene(undefined, [printing, {}])
  const [printer, reader] = apart.all as [Device, Device]
  const made = await packBy(printer, apart.decision, true, true)
  await meet(apart.group, apart.all)
  expect(await laterRefusal(signedBy(reader, apart.decision, made.path))).toBe('other-pdf')
  // Without a PDF both sign; a device that prints none makes none.
  const without = await packBy(printer, apart.decision)
  expect(await signedBy(reader, apart.decision, without.path)).toMatchObject({ signed: 2 })
  const names = [...filesIn((await packBy(reader, apart.decision, true, true)).path).keys()]
  expect(names).not.toContain('printed/text.en.pdf')
})
