// A device without a profile, and the profile of a chair with recovery and backups, whole and damaged.
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { keepBackup, openProfile } from '#core/archive'
import { digest, encode } from '#core/keys'
import { exampleNow, groupSeed } from './advisory-group.ts'
import { passphrase } from './archive.ts'
import { grantOf } from './core.ts'
import { newcomerSeed } from './members-seed.ts'
import { seedOf } from './seeds.ts'

export const newSeed = seedOf(async directory => ({ directory, now: exampleNow, seeded: {} }))

/** The code opens it, and so do any two of the pieces. `backup` is a file of the same profile. */
export const safetySeed = groupSeed(['K.W.'], async made => {
  const { core, directory } = made.device('K.W.')
  const at = (name: string): string => join(dirname(directory), name)
  const { code } = await core.answers['recovery.create']({ passphrase })
  await core.answers['recovery.confirm']({ code })
  const { texts } = await core.answers['recovery.shares']({ passphrase, needed: 2, of: 3 })
  const pieces = texts.map((text, piece) => {
    writeFileSync(at(`piece ${piece}.txt`), text)
    return at(`piece ${piece}.txt`)
  })
  const backup = at('Backup.brb')
  await core.answers['backup.write']({ file: grantOf(core, backup) })
  return { code, pieces, backup }
})

/** The archive is lost. A backup that the device made by itself lies beside it. */
export const damagedSeed = seedOf(async home => {
  const { directory: whole, now, seeded } = await safetySeed()
  const directory = join(home, 'damaged')
  cpSync(whole, directory, { recursive: true })
  const archive = openProfile(directory, passphrase, { now: () => now })
  await keepBackup(directory, archive)
  archive.close()
  rmSync(join(directory, 'archive.db'))
  return { directory, now, seeded }
})

/** A later version of the app wrote the key slots. */
export const newerSeed = seedOf(async home => {
  const { directory: known, now } = await newcomerSeed()
  const directory = join(home, 'newer')
  cpSync(known, directory, { recursive: true })
  const slots = encode([2, 'keys', []])
  writeFileSync(join(directory, 'keys'), new Uint8Array([...slots, ...digest('key slots', slots)]))
  return { directory, now, seeded: {} }
})
