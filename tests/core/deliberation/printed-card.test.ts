// The card of a group as a page to print: what the file of the card says, once as text and once as a picture code.
import { readFileSync } from 'node:fs'
import decodeQR from 'qr/decode.js'
import { expect, test } from 'vitest'
import { toCardPage, type Printable, type PrintPage } from '#core/paper'
import { codeOfText } from '#shared/picture-code'
import { at, cardBy, cardOfBoth, scene } from '#tests/adopted-text'
import { grantOf } from '#tests/core'
import type { Device } from '#tests/cores'
import { laterRefusal } from '#tests/refusal'
import { PDFDocument } from '@cantoo/pdf-lib'

/** The text of the picture code in a page, as a camera reads it. */
const codeIn = ({ body }: Printable): string | null => {
  const [, size = '0', path = ''] = /viewBox="0 0 (\d+) \d+">\s*<path d="([^"]+)"/.exec(body) ?? []
  const side = Number(size) * 4
  if (side === 0) return null
  const data = new Uint8Array(side * side).fill(255)
  for (const [, x = '', y = ''] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let down = 0; down < 4; down++)
      for (let along = 0; along < 4; along++)
        data[(Number(y) * 4 + down) * side + Number(x) * 4 + along] = 0
  const rgb = Uint8Array.from(data).reduce<number[]>(
    (all, each) => (all.push(each, each, each), all),
    [],
  )
  return decodeQR({ width: side, height: side, data: Uint8Array.from(rgb) })
}

/** The text of the card as it is printed. */
const textIn = ({ body }: Printable): string =>
  (/<pre[^>]*>([^]*?)<\/pre>/.exec(body)?.[1] ?? '').replaceAll('&quot;', '"')

test('an officer prints the card: text and picture code are the file of the card, and no member is on it', async () => {
  const pages: Printable[] = []
  const asked: string[] = []
  const print: PrintPage = async page => {
    pages.push(page)
    const pdf = await PDFDocument.create()
    pdf.addPage()
    return pdf.save()
  }
  const allow = async ({ act }: { act: string }): Promise<void> => void asked.push(act)
  const { group, id, decision, all } = await scene(undefined, [{ print, allow }])
  const [chair] = all as [Device]
  const { answers } = chair.core
  const path = at('card.pdf')
  const printed = async ({ core }: Device): Promise<void> =>
    core.answers['adoption.printCard']({ group, file: grantOf(core, path) })
  // No card of one officer, printed or not; a device without a window prints none.
  expect(await laterRefusal(printed(chair))).toBe('other-key-missing')
  await cardOfBoth({ group, all })
  const { bytes, words } = await cardBy(chair, group)
  asked.length = 0
  await printed(chair)
  expect(asked).toEqual(['make-card'])
  expect(readFileSync(path, 'latin1')).toMatch(/^%PDF-/)
  const [page] = pages as [Printable]
  const text = Buffer.from(bytes).toString()
  expect(textIn(page)).toBe(text)
  expect(codeIn(page)).toBe(text)
  const said = [...words.words, words.numbers.join(' '), 'Advisory group', '2 of 2']
  expect(said.filter(each => !page.body.includes(each))).toEqual([])

  const { memberList } = await answers['groups.get']({ group })
  const names = [
    ...[group, id, decision],
    ...memberList.flatMap(({ id: own, handle, devices }) => [
      own,
      handle,
      ...devices.map(d => d.id),
    ]),
  ]
  expect(names.filter(each => page.body.includes(each))).toEqual([])
  const [, bea] = all as [Device, Device]
  expect(await laterRefusal(printed(bea))).toBe('invalid-input')
})

test('a card whose text is too long for a camera has no picture code, and a name is printed as it is', () => {
  const numbers = ['1234', '5678', '9012', '3456', '7890']
  const words = { language: 'en' as const, words: Array<string>(6).fill('river'), numbers }
  const card = { group: '<b>Réseau & cie', language: 'ar' as const, words, officers: 9, needs: 2 }
  const long = toCardPage({ ...card, text: 'x'.repeat(901) })
  expect(codeIn(long)).toBeNull()
  expect(long.body).toContain('&lt;b&gt;Réseau &amp; cie')
  expect(long).toMatchObject({ language: 'ar', direction: 'rtl' })
  expect(codeIn(toCardPage({ ...card, text: 'é'.repeat(450) }))).toBe('é'.repeat(450))
  expect(codeOfText('é'.repeat(451))).toBeNull()
})
