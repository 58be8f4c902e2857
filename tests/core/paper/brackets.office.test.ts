// Text in brackets as a Word file, opened and printed by LibreOffice.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { toDocx } from '#core/paper'
import { printBrackets, readPage, settledPage } from '#shared/document'
import { printedByLibreOffice, textOfPdf } from '#tests/office'
import { negotiated } from '#tests/brackets'

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

test('when LibreOffice reads brackets, it counts on through them and passes over alternatives', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baraza-brackets-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const page = printBrackets(settledPage(readPage(negotiated())))
  const docx = await toDocx({ page, group: 'Advisory Group' })
  const file = join(folder, 'brackets.docx')
  writeFileSync(file, docx)
  const printed = words(textOfPdf(printedByLibreOffice(file)))
  for (const line of [
    '1. Urges States to act.',
    '[2. Calls upon States to report.]',
    '[2 bis. Invites States to report.',
    '(a) Every year;]',
    '3. Decides that States [shall] [should] meet.',
  ])
    expect(printed).toContain(line)
  const xml = strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
  // All but the alternative are numbered by Word itself.
  expect(xml.match(/<w:numPr>/g)).toHaveLength(4)
})
