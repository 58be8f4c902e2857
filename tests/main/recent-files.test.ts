// Files that Baraza opens or saves stay out of the desktop's list of recent files. For the effect
// of a dialog on the list see tests/e2e/dialogs.test.ts, with the real one.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  dataFolder,
  hideRecentFiles,
  watchRecentFiles,
  withoutPaths,
} from '../../src/main/recent-files.ts'

const entry = (path: string, app = 'viewer'): string =>
  `  <bookmark href="${pathToFileURL(path).href.replaceAll('&', '&amp;').replaceAll("'", '&apos;')}" added="2026-01-01T00:00:00Z">
    <info><metadata owner="http://freedesktop.org"><bookmark:applications>
      <bookmark:application name="${app}" exec="&apos;${app} %u&apos;" count="1"/>
    </bookmark:applications></metadata></info>
  </bookmark>
`
const list = (...entries: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<xbel version="1.0">\n${entries.join('')}</xbel>`

test('the data of a person are said to lie where nothing can be written, until the way back is gone', () => {
  const environment: Record<string, string | undefined> = { HOME: '/home/u', OTHER: 'stays' }
  const back = hideRecentFiles(environment, '/home/u')
  expect(environment).toMatchObject({
    XDG_DATA_HOME: '/dev/null/no-list',
    XDG_DATA_DIRS: '/home/u/.local/share:/usr/local/share:/usr/share',
    OTHER: 'stays',
  })
  back()
  expect(environment['XDG_DATA_HOME']).toBeUndefined()
  expect(environment['XDG_DATA_DIRS']).toBeUndefined()
})

test('folders that the person named are kept', () => {
  const environment = { XDG_DATA_HOME: '/data', XDG_DATA_DIRS: '/opt/share' }
  const back = hideRecentFiles(environment, '/home/u')
  expect(environment.XDG_DATA_DIRS).toBe('/data:/opt/share')
  back()
  expect(environment).toMatchObject({ XDG_DATA_HOME: '/data', XDG_DATA_DIRS: '/opt/share' })
  expect(dataFolder({ XDG_DATA_HOME: '' }, '/home/u')).toBe('/home/u/.local/share')
})

test('an entry is taken out, whatever signs are in its path; other entries stay to the letter', () => {
  const hard = `/home/u/R & D's "Brief" <1> ü é.brz`
  const rest = [entry('/home/u/report.odt'), entry('/home/u/notes-1128.brz.txt')]
  const full = list(rest[0] ?? '', entry(hard), entry('/home/u/notes-1128.brz'), rest[1] ?? '')
  const gone = new Set([hard, '/home/u/notes-1128.brz'])
  expect(withoutPaths(full, gone, '')).toBe(list(...rest))
  expect(withoutPaths(full, new Set(['/elsewhere']), '')).toBe(full)
})

test('an entry that another program made before is as it was', () => {
  const earlier = list(entry('/home/u/annex.pdf', 'viewer'))
  const now = list(entry('/home/u/annex.pdf', 'viewer and baraza'), entry('/home/u/b'))
  expect(withoutPaths(now, new Set(['/home/u/annex.pdf']), earlier)).toBe(
    list(entry('/home/u/annex.pdf', 'viewer'), entry('/home/u/b')),
  )
})

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'rf-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('an entry that another process writes after the dialog is gone again at once', async () => {
  const place = join(folder, 'recently-used.xbel')
  const path = '/home/u/notes-1128.brz'
  writeFileSync(place, list(entry('/home/u/report.odt')), { mode: 0o600 })
  watchRecentFiles(folder).beforeDialog()([path])
  writeFileSync(place, list(entry('/home/u/report.odt'), entry(path, 'portal')))
  await expect.poll(() => readFileSync(place, 'utf8')).toBe(list(entry('/home/u/report.odt')))
  expect(statSync(place).mode & 0o777).toBe(0o600)
  await expect.poll(() => readdirSync(folder)).toEqual(['recently-used.xbel'])
})

test('a list is left alone when there is nothing to take out, and none is made', () => {
  const recent = watchRecentFiles(folder)
  recent.beforeDialog()(['/home/u/a'])
  expect(readdirSync(folder)).toEqual([])
  const place = join(folder, 'recently-used.xbel')
  writeFileSync(place, list(entry('/home/u/report.odt')))
  const { ino } = statSync(place)
  recent.beforeDialog()(['/home/u/a'])
  recent.beforeDialog()([])
  expect(statSync(place).ino).toBe(ino)
  watchRecentFiles(join(folder, 'not-there')).beforeDialog()(['/home/u/a'])
})
