// The dialogs in which a person chooses a file, with stand-ins for those of the system.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FileType } from '#shared/shell'
import type { WindowLanguage } from '#shared/vocabulary'
import { type FileDialogs, firstFolders, openFileDialogs } from '../../src/main/file-dialogs.ts'
import { endingOf, fileTypes, withEnding } from '../../src/main/file-types.ts'
import { wordsIn } from '../../src/main/words.ts'

let home: string
let documents: string
/** The person's next choices: a path, or null to cancel. */
let paths: (string | null)[]
/** Which button the person presses next. */
let buttons: number[]
type Shown = Electron.SaveDialogOptions & Electron.OpenDialogOptions
let shown: Shown[]
let asked: Electron.MessageBoxOptions[]
let dialogs: FileDialogs
let over: AbortController

const asking = (language: WindowLanguage = 'en') => ({
  window: {} as BrowserWindow,
  words: wordsIn(language),
  signal: over.signal,
})
const inDocuments = (name: string): string => join(documents, name)
const types = Object.keys(fileTypes) as FileType[]
const saved = types.filter(type => fileTypes[type].save !== undefined)
const opened = types.filter(type => fileTypes[type].open !== undefined)

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fd-'))
  documents = join(home, 'Documents')
  mkdirSync(documents)
  paths = []
  buttons = []
  shown = []
  asked = []
  over = new AbortController()
  dialogs = openFileDialogs({
    folders: firstFolders(home, home),
    recent: { beforeDialog: () => () => {} },
    dialogs: {
      showSaveDialog(_window, options) {
        shown.push(options as Shown)
        const path = paths.shift() ?? null
        return Promise.resolve({ canceled: path === null, filePath: path ?? '' })
      },
      showOpenDialog(_window, options) {
        shown.push(options as Shown)
        const path = paths.shift() ?? null
        return Promise.resolve({ canceled: path === null, filePaths: path === null ? [] : [path] })
      },
      showMessageBox(_window, options) {
        asked.push(options)
        return Promise.resolve({ response: buttons.shift() ?? 0 })
      },
    },
  })
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test.each(saved)('a file of type %s, its ending left out, gets it', async type => {
  const ending = endingOf(type, 'annex.odt')
  expect(ending).toMatch(/^\.[a-z]+$/)
  paths = [
    inDocuments('plain'),
    inDocuments(`with${ending}`),
    inDocuments(`OTHER${ending.toUpperCase()}`),
  ]
  const save = () => dialogs.save(asking(), { type, name: 'annex.odt' })
  expect(await save()).toBe(inDocuments(`plain${ending}`))
  expect(await save()).toBe(inDocuments(`with${ending}`))
  expect(await save()).toBe(inDocuments(`OTHER${ending.toUpperCase()}`))
  expect(asked).toEqual([])
})

test.each([
  ['notes', '.brz', 'notes.brz'],
  ['notes.', '.brz', 'notes.brz'],
  ['notes. . ', '.brz', 'notes.brz'],
  ['notes.txt', '.brz', 'notes.txt.brz'],
  ['notes.brz', '.brz', 'notes.brz'],
  ['notes.Brz', '.brz', 'notes.Brz'],
  ['brz', '.brz', 'brz.brz'],
  ['Annex', '', 'Annex'],
])('%o with the ending %o is %o', (name, ending, whole) => {
  expect(withEnding(name, ending)).toBe(whole)
})

test('a file that lies under the completed name is asked about; another name can be chosen', async () => {
  writeFileSync(inDocuments('notes.brb'), 'old')
  paths = [inDocuments('notes'), null]
  buttons = [0]
  const wanted = { type: 'backup', name: 'Backup' } as const
  expect(await dialogs.save(asking(), wanted)).toBeNull()
  expect(
    asked.map(({ message, title, defaultId, cancelId }) => [message, title, defaultId, cancelId]),
  ).toEqual([['“notes.brb” is there already. Write over it?', 'Save the backup', 0, 0]])
  expect(shown.map(({ defaultPath }) => defaultPath)).toEqual([
    inDocuments('Backup.brb'),
    inDocuments('notes.brb'),
  ])
  paths = [inDocuments('notes')]
  buttons = [1]
  expect(await dialogs.save(asking(), wanted)).toBe(inDocuments('notes.brb'))
  expect(asked).toHaveLength(2)
})

test('a question that ends with its window is no, and asks for no other name', async () => {
  writeFileSync(inDocuments('notes.brb'), 'old')
  paths = [inDocuments('notes')]
  over.abort()
  expect(await dialogs.save(asking(), { type: 'backup', name: 'Backup' })).toBeNull()
  expect([shown.length, asked.length]).toEqual([1, 1])
})

test('a whole name that is there already is asked about by the system alone', async () => {
  writeFileSync(inDocuments('notes.brb'), 'old')
  paths = [inDocuments('notes.brb')]
  expect(await dialogs.save(asking(), { type: 'backup', name: 'Backup' })).toBe(
    inDocuments('notes.brb'),
  )
  expect(asked).toEqual([])
  expect(shown[0]?.properties).toContain('showOverwriteConfirmation')
})

test('names proposed on one day differ', async () => {
  const propose = async (name: string, type: FileType = 'locked') => {
    await dialogs.save(asking(), { type, name })
    return basename(shown.at(-1)?.defaultPath ?? '')
  }
  expect(await propose('notes-1128')).toBe('notes-1128.brz')
  writeFileSync(inDocuments('notes-1128.brz'), '')
  expect(await propose('notes-1128')).toBe('notes-1128 (2).brz')
  expect(await propose('notes-1128.brz')).toBe('notes-1128 (2).brz')
  writeFileSync(inDocuments('notes-1128 (2).brz'), '')
  expect(await propose('notes-1128')).toBe('notes-1128 (3).brz')
  expect(await propose('notes-1128', 'picture')).toBe('notes-1128.gif')
  writeFileSync(inDocuments('Annex.PDF'), '')
  expect(await propose('Annex.PDF', 'attachment')).toBe('Annex (2).PDF')
})

test('a name of the page names no folder and no hidden file', async () => {
  for (const name of ['/home/u/.config/autostart/x', '..\\..\\x', '.x', '. .x'])
    await dialogs.save(asking(), { type: 'docx', name })
  expect(shown.map(({ defaultPath }) => defaultPath)).toEqual(
    Array.from({ length: 4 }, () => inDocuments('x.docx')),
  )
})

test('documents are the first folder, else the home; the last one is kept, as long as it is there', async () => {
  const folders = async () => {
    await dialogs.open(asking(), { type: 'locked' })
    await dialogs.save(asking(), { type: 'locked', name: 'notes' })
    return [shown.at(-2)?.defaultPath, dirname(shown.at(-1)?.defaultPath ?? '')]
  }
  expect(await folders()).toEqual([documents, documents])
  const stick = join(home, 'stick')
  mkdirSync(stick)
  paths = [join(stick, 'a.brz')]
  expect(await folders()).toEqual([documents, stick])
  expect(await folders()).toEqual([stick, stick])
  rmSync(stick, { recursive: true })
  expect(await folders()).toEqual([documents, documents])
  rmSync(documents, { recursive: true })
  expect(await folders()).toEqual([home, home])
  expect(firstFolders('/home/u/Dokumente', '/home/u')).toEqual(['/home/u/Dokumente', '/home/u'])
})

test('every open dialog offers the endings of its type, where it has some, and all files', async () => {
  for (const type of opened) await dialogs.open(asking(), { type })
  const last = shown.map(({ filters }) => filters?.at(-1))
  expect(last).toEqual(opened.map(() => ({ name: 'All files', extensions: ['*'] })))
  for (const [at, type] of opened.entries()) {
    const { endings } = fileTypes[type]
    expect(shown[at]?.filters?.flatMap(({ extensions }) => extensions)).toEqual([...endings, '*'])
  }
})

test.each(['en', 'fr', 'es', 'ar', 'ru', 'zh'] as const)(
  'every dialog has a title and a type in %s',
  async language => {
    for (const type of opened) await dialogs.open(asking(language), { type })
    for (const type of saved) await dialogs.save(asking(language), { type, name: 'a.odt' })
    const english = wordsIn('en')
    const titles = shown.map(({ title }) => title ?? '')
    const expected = [
      ...opened.map(type => fileTypes[type].open),
      ...saved.map(type => fileTypes[type].save),
    ].map(id => english(id ?? 'shell.file.all'))
    expect(titles.every(title => title !== '')).toBe(true)
    expect(titles.filter((title, at) => (title === expected[at]) === (language !== 'en'))).toEqual(
      [],
    )
    for (const { filters = [] } of shown)
      for (const { name } of filters) expect(name).toMatch(/\p{L}/u)
  },
)

test('a picture for a text is a PNG or a JPEG, and one of an invitation any that shows its code', () => {
  expect(fileTypes.figure.endings).toEqual(['png', 'jpg', 'jpeg'])
  expect(fileTypes.image.endings).toEqual(expect.arrayContaining([...fileTypes.picture.endings]))
})

test('a type that is only opened is never saved, and the other way round', async () => {
  paths = ['/x', '/x']
  expect(await dialogs.save(asking(), { type: 'import', name: 'x' })).toBeNull()
  expect(await dialogs.open(asking(), { type: 'pdf' })).toBeNull()
  expect(shown).toEqual([])
})
