// Exports for people outside: the printed PDF can be read aloud in order, and no export shows its
// author, place, machine or time of day.
// @module-tag long
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCore, typedByPerson } from '#core'
import { importFile } from '#tests/importing'
import { electronRuntime } from '#tests/electron-runtime'
import {
  factsOfPdf,
  numbersIn,
  readByLibreOffice,
  seedNumbers,
  structureOfPdf,
  textOfPdf,
} from '#tests/office'
import { foundIn } from '#tests/phrases'
import { png } from '#tests/pictures'
import { openDesk, profileOf, type Desk } from '#tests/story'
import { pointer } from '#tests/story-hand'
import { blocksOf, exportAs, newDocument, textOf, write } from '#tests/story-page'
import { deleted, deletedRun, inserted, paragraph, run, wordFile } from '#tests/word-file'
import { choosePassphrase, createGroup, press } from '#tests/story-start'
import { readPicture } from '../../src/core/documents/figures/picture-file.ts'

const seed = resolve(import.meta.dirname, '../fixtures/seed-statement.txt')
const formats = ['docx', 'pdf', 'html', 'md'] as const

let folder: string
let desk: Desk
let markers: Record<string, string>
const at = (name: string) => join(folder, name)

/** Opens a file as a new document; `choose` runs once the file is read. */
const opened = async (path: string, choose?: () => Promise<void>): Promise<void> => {
  await importFile(desk, path, choose)
  await textOf(desk).locator('> *').first().waitFor()
}

/** Every readable byte of an export, packed or not. */
const contentsOf = (path: string): Buffer[] =>
  path.endsWith('.pdf')
    ? [path, '-struct', '-text', '-facts'].map((of, part) => {
        if (part === 0) return readFileSync(of)
        return Buffer.from([structureOfPdf, textOfPdf, factsOfPdf][part - 1]?.(path) ?? '')
      })
    : [readFileSync(path)]
const saidBy = (path: string): string[] => {
  const found = contentsOf(path).flatMap(content => [
    ...foundIn(Object.values(markers), content),
    // A line's end may stand within a marker.
    ...foundIn(Object.values(markers), Buffer.from(content.toString().replaceAll(/\s*\n\s*/g, ''))),
  ])
  return Object.keys(markers).filter(name => found.includes(markers[name] ?? ''))
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pa-zqplace-'))
  const home = join(folder, 'zqhome')
  const temporary = join(folder, 'zqtemp')
  mkdirSync(temporary)
  const env = { USER: 'zquser', LOGNAME: 'zquser', NAME: 'Zqfull Namezq', HOSTNAME: 'zqhost' }
  desk = await openDesk({
    home,
    hand: pointer,
    env: { ...env, TMPDIR: temporary, TZ: 'Pacific/Chatham' },
  })
  const passphrase = await choosePassphrase(desk)
  await createGroup(desk, 'Advisory group', 'Z.Qhandle')
  // The group's id and the device's name, read from a copy: the profile itself is open.
  const copy = at('copy')
  cpSync(profileOf(home, electronRuntime().kind === 'test'), copy, { recursive: true })
  const core = openCore({ allow: typedByPerson, directory: copy, now: Date.now, offline: true })
  await core.answers['profile.unlock']({ passphrase })
  const [group] = await core.answers['groups.list'](undefined)
  if (!group) throw new Error('no group')
  const { memberList } = await core.answers['groups.get']({ group: group.id })
  await core.close()
  rmSync(copy, { recursive: true })
  markers = {
    user: 'zquser',
    'full name': 'Zqfull Namezq',
    host: 'zqhost',
    home: 'zqhome',
    temp: 'zqtemp',
    'time zone': 'Pacific/Chatham',
    clock: new Date().toISOString().slice(11, 16),
    handle: 'Z.Qhandle',
    'group id': group.id,
    // Nothing but its key names a device that was given no name.
    'device name': memberList[0]?.devices[0]?.name || (memberList[0]?.devices[0]?.id ?? ''),
  }
})
afterAll(async () => {
  await desk?.kill()
  rmSync(folder, { recursive: true, force: true })
})

test('the seed statement is exported in every format: no file contains any of ten markers', async () => {
  await opened(seed)
  for (const format of formats) await exportAs(desk, format, at(`seed.${format}`))
  expect(Object.values(markers).filter(marker => marker.length < 4)).toEqual([])
  // Days and times are asked for by their shape: a draft carries none (decision 0034).
  const { clock, ...rest } = markers
  markers = rest
  for (const format of formats) {
    expect({ format, said: saidBy(at(`seed.${format}`)) }).toEqual({ format, said: [] })
    const all = contentsOf(at(`seed.${format}`))
      .map(String)
      .join('\n')
    expect(all).not.toMatch(/D:\d{8}|\dT\d\d:\d\d/)
  }
  markers = { ...rest, clock: clock ?? '' }
})

test('a Word file comes back in: the paragraphs of the page are the same, and its changes are settled as a person says', async () => {
  await opened(seed)
  const before = await blocksOf(desk)
  await opened(at('seed.docx'))
  const after = await blocksOf(desk)
  expect(before.length).toBeGreaterThan(15)
  expect(after.slice(-before.length)).toEqual(before)

  const changed = paragraph(
    run('They ') + deleted(deletedRun('may')) + inserted(run('should')) + run(' go.'),
  )
  writeFileSync(at('changed.docx'), wordFile(changed))
  await opened(at('changed.docx'))
  expect(await blocksOf(desk)).toEqual(['They mayshould go.'])
  const { page, words, hand } = desk
  await hand.press(page.getByRole('button', { name: 'Comments', exact: true }))
  await hand.press(page.locator('.side-panel').getByRole('radio').last())
  const named = words('comments.quoted', { name: 'R.K.', file: 'changed.docx' })
  await page.getByText(named).first().waitFor()

  await opened(at('changed.docx'), async () => {
    await hand.press(page.getByRole('button', { name: words('import.changes') }))
    await hand.press(
      page.getByRole('option', { name: words('import.changes.accepted'), exact: true }),
    )
  })
  expect(await blocksOf(desk)).toEqual(['They should go.'])
})

test('a control export holds the markers: they are found in every format', async () => {
  const text = Object.values(markers).join('\n\n')
  writeFileSync(at('control.txt'), text)
  await opened(at('control.txt'))
  for (const format of formats) {
    await exportAs(desk, format, at(`control.${format}`))
    const said = saidBy(at(`control.${format}`)).toSorted()
    expect({ format, said }).toEqual({ format, said: Object.keys(markers).toSorted() })
  }
})

test('a PDF is printed: it has structure tree, outline, language, and its text in order', async () => {
  const pdf = await PDFDocument.load(readFileSync(at('seed.pdf')), { updateMetadata: false })
  const { catalog } = pdf
  expect(catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)).toBeDefined()
  expect(catalog.lookup(PDFName.of('Outlines'), PDFDict)).toBeDefined()
  expect(catalog.lookup(PDFName.of('Lang'), PDFString).asString()).toMatch(/^en/)
  expect(factsOfPdf(at('seed.pdf'))).toMatch(/Tagged:\s+yes/)
  expect(numbersIn(textOfPdf(at('seed.pdf')))).toEqual(seedNumbers)
  const words = (all: string): string[] => all.match(/[\p{L}\p{N}]+/gu) ?? []
  const markdown = words(readFileSync(at('seed.md'), 'utf8')).join(' ')
  const printed = words(textOfPdf(at('seed.pdf'))).join(' ')
  const body = words(readFileSync(seed, 'utf8')).slice(-40).join(' ')
  expect(markdown).toContain(body)
  expect(printed).toContain(body)
  // The title and a paragraph for each of the seed's eighteen, after the lines above them.
  const structure = structureOfPdf(at('seed.pdf')).matchAll(/^\s*(H1|P) /gm)
  const kinds = [...structure].map(([, kind]) => kind)
  expect(kinds.slice(kinds.indexOf('H1'))).toEqual(['H1', ...seedNumbers.map(() => 'P')])
})

/** The alternative text of pictures in a tagged PDF, for readers who do not see them. */
const alternativesIn = async (path: string): Promise<string[]> => {
  const pdf = await PDFDocument.load(readFileSync(path), { updateMetadata: false })
  return pdf.context.enumerateIndirectObjects().flatMap(([, each]) => {
    if (!(each instanceof PDFDict) || each.get(PDFName.of('S')) !== PDFName.of('Figure')) return []
    const words = each.lookup(PDFName.of('Alt'))
    return words instanceof PDFHexString || words instanceof PDFString ? [words.decodeText()] : []
  })
}

test('a text has a figure: every file has its picture, caption and words, and no metadata of its file', async () => {
  const { page, words } = desk
  const said = Object.values(markers).join(' ')
  const photo = at('zquser zqhost.png')
  writeFileSync(photo, png({ width: 640, height: 320, extra: [['tEXt', `Author\0${said}`]] }))
  await newDocument(desk, 'Visits')
  await page.keyboard.press('Control+Shift+G')
  const dialog = page.getByRole('dialog')
  await desk.willOpen(photo)
  await press(desk, 'figures.choose')
  await dialog.getByRole('img').waitFor()
  await dialog
    .getByLabel(words('figures.alternative'), { exact: true })
    .fill('A map of the districts.')
  await press(desk, 'figures.insert.act')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('img', { name: 'A map of the districts.' }).waitFor()
  await page.locator('.page-text:focus').waitFor()
  await write(desk, 'Districts visited')
  for (const format of formats) await exportAs(desk, format, at(`visits.${format}`))
  for (const format of formats)
    expect({ format, said: saidBy(at(`visits.${format}`)) }).toEqual({ format, said: [] })
  expect(await alternativesIn(at('visits.pdf'))).toEqual(['A map of the districts.'])
  expect(textOfPdf(at('visits.pdf'))).toContain('Figure 1. Districts visited')
  expect(readFileSync(at('visits.html'), 'utf8')).toContain('alt="A map of the districts."')
  expect(readFileSync(at('visits.md'), 'utf8')).toContain('Figure 1. Districts visited')
  const [read = ''] = readByLibreOffice([at('visits.docx')])
  expect(readFileSync(read, 'utf8')).toContain('Figure 1. Districts visited')
  const media = Object.entries(unzipSync(readFileSync(at('visits.docx')))).filter(([name]) =>
    /^word\/media\/./.test(name),
  )
  expect(media.map(([, bytes]) => readPicture(bytes))).toEqual([
    { type: 'png', width: 640, height: 320 },
  ])
})
