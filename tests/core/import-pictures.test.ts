// Pictures of an imported file in the document: they are drawn again, so that nothing of the file goes along but
// their pixels; one that cannot be drawn harms nothing else.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Environment } from '#core'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { temporaryDirectory } from '#tests/archive'
import { foundingOf, grantOf } from '#tests/core'
import { device, type Device } from '#tests/cores'
import { importInto } from '#tests/import-into'
import { exif, jpeg, png } from '#tests/pictures'
import { laterRefusal } from '#tests/refusal'
import { paragraph, pictured, pictureLink, run, wordFile } from '#tests/word-file'

const map = png({ width: 40, height: 20, extra: [['tEXt', 'Author\0Zqauthor']] })
const photograph = jpeg([exif('Zqplace 31.95')])
const broken = png({ width: 9, height: 9 }).with(70, 1)
const redrawn = png({ width: 20, height: 10 })

const files = { 'a.png': map, 'b.jpg': photograph, 'c.png': broken }
const names = Object.keys(files)
const body =
  paragraph(run('The map:') + pictured('a.png', 'A map')) +
  paragraph(pictured('b.jpg') + pictured('c.png', 'A chart')) +
  paragraph(pictured('c.png') + pictured('a.png', 'The map again'))

const scene = async (special: Partial<Environment> = {}) => {
  const made = await device(special)
  const { core } = made
  const group = await core.answers['groups.create'](foundingOf())
  const path = join(temporaryDirectory(), 'Visits.docx')
  const more = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [`word/media/${name}`, bytes]),
  )
  const links = names.map(name => pictureLink(name, name)).join('')
  writeFileSync(path, wordFile(body, { links, more }))
  const bring = () => importInto(core, { group, kind: 'statement', file: grantOf(core, path) })
  return { ...made, group, bring }
}

const figuresIn = ({ core }: Device, document: DocumentId): string[] =>
  core
    .page(document)
    .blocks.flatMap(({ kind, alternative = '', picture }) =>
      kind === 'figure' ? [`${alternative}: ${picture?.width ?? 'none'}`] : [kind],
    )

/** All that the pictures of a document say. */
const bytesIn = ({ core }: Device, document: DocumentId): string =>
  core
    .page(document)
    .blocks.flatMap(({ picture }) => (picture ? [picture.hash] : []))
    .map(hash => core.answers['figures.picture']({ document, hash }) as Uint8Array)
    .map(bytes => Buffer.from(bytes).toString('latin1'))
    .join('\n')

test('the pictures of a file are drawn again: the report counts them, and one that is none says its words', async () => {
  const asked: Uint8Array[][] = []
  const made = await scene({
    draw: async pictures => {
      asked.push([...pictures])
      return { drawn: pictures.map((_, at) => (at === 2 ? null : redrawn)), broken: 0 }
    },
  })
  const { document, findings } = await made.bring()
  // Each part once, however often it is shown.
  expect(asked.map(batch => batch.map(({ length }) => length))).toEqual([
    [map.length, photograph.length, broken.length],
  ])
  expect(figuresIn(made, document)).toEqual([
    'paragraph',
    'A map: 20',
    ': 20',
    'A chart: none',
    'paragraph',
    'The map again: 20',
  ])
  expect(findings).toEqual([
    { what: 'pictures', count: 3 },
    { what: 'picture-damaged', count: 2 },
  ])
  expect(bytesIn(made, document)).not.toMatch(/Zq/)
  const { core, group } = made
  await core.answers['documents.share']({ document })
  expect(bytesIn(made, document)).toContain('IDAT')
  expect(await core.answers['documents.list']({ group })).toHaveLength(1)
})

test('no page draws, as in the command line: pictures lose all but their pixels', async () => {
  const made = await scene()
  const { document, findings } = await made.bring()
  expect(figuresIn(made, document).slice(0, 3)).toEqual(['paragraph', 'A map: 40', ': 8'])
  expect(findings).toContainEqual({ what: 'pictures', count: 5 })
  const said = bytesIn(made, document)
  expect(said).toContain('IDAT')
  expect(said).not.toMatch(/Zq|Exif|31\.95/)
})

test('a person stops while pictures are drawn: nothing comes in, and the drawing is ended', async () => {
  let ended = false
  const made = await scene({
    draw: (_, over) =>
      new Promise((_resolve, reject) => {
        over.addEventListener('abort', () => {
          ended = true
          reject(new Failure('cancelled'))
        })
        void made.core.answers['tasks.cancel']({ task: 'documents.import' })
      }),
  })
  expect(await laterRefusal(made.bring())).toBe('cancelled')
  expect(ended).toBe(true)
  expect(await made.core.answers['documents.list']({ group: made.group })).toEqual([])
})
