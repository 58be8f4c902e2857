// A disk that is full when the archive is closed and opened: both work, and the log keeps data that
// the database has no room for. The test needs root to make the disk.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createProfile, openProfile } from '#core/archive'
import { smallDisk } from '#tests/small-disk'

const passphrase = 'some words for a small disk'
const environment = { now: () => 1_700_000_000_000, cost: { passes: 1, memory: 8192 } }

describe.runIf(process.getuid?.() === 0)('a full disk', () => {
  test('when the log was not written back, the archive closes and opens with all committed data', () => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'))
    const directory = join(folder, 'profile')
    const disk = smallDisk(join(folder, 'disk'), directory, 8)
    onTestFinished(() => {
      disk.remove()
      rmSync(folder, { recursive: true, force: true })
    })
    const archive = createProfile(directory, passphrase, environment)
    const bytes = new Uint8Array(400_000).fill(7)
    archive.notes.put(null, 'committed', bytes)
    disk.fill()
    archive.close()
    for (let times = 0; times < 2; times++) {
      const again = openProfile(directory, passphrase, environment)
      expect(again.notes.get(null, 'committed')).toEqual(bytes)
      expect(again.missing).toBe(0)
      again.close()
    }
    disk.free()
    const later = openProfile(directory, passphrase, environment)
    expect(later.notes.get(null, 'committed')).toEqual(bytes)
    expect(later.missing).toBe(0)
    later.close()
  })
})
