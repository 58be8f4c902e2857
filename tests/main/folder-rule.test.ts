// Where a person's file may be saved: in no hidden place, in no folder whose files start by
// themselves, and in no folder of the app.
import { mkdirSync, realpathSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '#tests/archive'
import { mayWriteTo } from '../../src/main/folder-rule.ts'

const places = { home: '/home/u', own: ['/home/u/config'] }

test.each([
  ['/home/u/Documents/notes.txt', true],
  ['/home/u/Documents/2018.09/notes.txt', true],
  ['/home/u/notes', true],
  ['/media/u/STICK/notes.brz', true],
  ['/home/u/.bashrc', false],
  ['/home/u/.ssh/authorized_keys', false],
  ['/home/u/.config/autostart/x.desktop', false],
  ['/home/u/Documents/.hidden', false],
  ['/media/u/STICK/.Trash-1000/notes.brz', false],
  ['/etc/xdg/autostart/x.desktop', false],
  ['/etc/cron.d/x', false],
  ['/home/u/Library/LaunchAgents/x.plist', false],
  ['/Library/LaunchDaemons/x.plist', false],
  ['/home/u/Library/notes.txt', false],
  ['/home/u/AppData/Roaming/x', false],
  ['/srv/Start Menu/Programs/Startup/x.bat', false],
  ['/home/u/config/Baraza/profile/keys', false],
  ['/home/u/config/Baraza', false],
  // A folder of that name further down is a person's own.
  ['/home/u/Documents/Library/notes.txt', true],
  ['/srv/library/notes.txt', true],
])('a file is to be saved as %s: it may, %s', (path, may) => {
  expect(mayWriteTo(path, places)).toBe(may)
})

test('the home itself lies below a hidden folder: only what is below the home counts', () => {
  const hidden = { home: '/var/.homes/u', own: [] }
  expect(mayWriteTo('/var/.homes/u/Documents/notes.txt', hidden)).toBe(true)
  expect(mayWriteTo('/var/.homes/u/.x/notes.txt', hidden)).toBe(false)
})

test('a plain folder is a link to a hidden one: nothing is saved there', () => {
  const home = realpathSync(temporaryDirectory())
  mkdirSync(join(home, '.config', 'autostart'), { recursive: true })
  symlinkSync(join(home, '.config', 'autostart'), join(home, 'Plain'))
  expect(mayWriteTo(join(home, 'Plain', 'x.desktop'), { home, own: [] })).toBe(false)
})
