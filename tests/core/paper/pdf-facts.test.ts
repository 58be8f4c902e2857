// The facts of a PDF are XML that any reader takes, whatever stands in a title.
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { xmpOf } from '../../../src/core/paper/pdf/metadata.ts'

test('a title with signs of XML, and with signs that XML has none for, is read as its words', () => {
  const xmp = xmpOf({ title: 'A <b> & "c"\u0001\u{fffe}\ud800.', language: 'en' }).toString()
  const said: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('text', text => said.push(text.trim()))
  parser.on('error', error => {
    throw error
  })
  parser.write(xmp).close()
  expect(said).toContain('A <b> & "c".')
})
