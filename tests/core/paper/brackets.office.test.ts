// Text in brackets as a Word file and as an OpenDocument text, opened and printed by LibreOffice.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { printBrackets } from '#document/reading'
import { readPage } from '#document/tree'
import { settledPage } from '#document/model'
import { fileFormats, type FileFormat } from '#tests/file-readings'
import { printedByLibreOffice, textOfPdf } from '#tests/office'
import { negotiated } from '#tests/brackets'

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const formats = Object.keys(fileFormats) as FileFormat[]

test.each(formats)(
  'when LibreOffice reads brackets in %s, it counts on through them and passes over alternatives',
  async format => {
    const folder = mkdtempSync(join(tmpdir(), 'baraza-brackets-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const page = printBrackets(settledPage(readPage(negotiated())))
    const bytes = await fileFormats[format].write({ page, group: 'Advisory Group' })
    const file = join(folder, `brackets.${format}`)
    writeFileSync(file, bytes)
    const printed = words(textOfPdf(printedByLibreOffice(file)))
    for (const line of [
      '1. Urges States to act.',
      '[2. Calls upon States to report.]',
      '[2 bis. Invites States to report.',
      '(a) Every year;]',
      '3. Decides that States [shall] [should] meet.',
    ])
      expect(printed).toContain(line)
    // All but the alternative are numbered by the program itself.
    const [part, item] = (
      {
        docx: ['word/document.xml', /<w:numPr>/g],
        odt: ['content.xml', /<text:list-item><text:p /g],
      } as const
    )[format]
    const xml = strFromU8(unzipSync(bytes)[part] ?? new Uint8Array())
    expect(xml.match(item)?.length).toBe(4)
  },
)
