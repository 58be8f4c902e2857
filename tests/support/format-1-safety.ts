// Files of format 1 for a person to keep: a backup, a recovery code, and shares of colleagues.
// `node tests/support/format-1-safety.ts` writes them to tests/fixtures/format-1/safety with the
// product. It ran once, for version 0.2.0: format 1 is frozen.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, typedByPerson } from '#core'
import { fromHex, readRecoveryCode, recoveryPair, toHex } from '#core/keys'
import { grant } from '#tests/format-1-exchange'

export const safetyFolder = join(import.meta.dirname, '../fixtures/format-1/safety')
export const safetyPassphrase = 'velvet quantum lizard ozone ticket'
export const shareNames = ['share-1', 'share-2', 'share-3']

const write = async (to: string): Promise<void> => {
  const home = mkdtempSync(join(tmpdir(), 'baraza-format-'))
  const cost = { passes: 1, memory: 8192 }
  const core = openCore({
    allow: typedByPerson,
    directory: join(home, 'profile'),
    now: Date.now,
    offline: true,
    cost,
  })
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to)
  const { answers } = core
  const passphrase = safetyPassphrase
  await answers['profile.create']({ passphrase })
  const wanted = { handle: 'A.D.', level: 'global', language: 'en' } as const
  const group = await answers['groups.create']({ name: 'Advisory group', ...wanted })
  const kind = { group, kind: 'minutes', title: 'Minutes of format 1', language: 'en' } as const
  const document = await answers['documents.create'](kind)
  await core.edit(document, [{ new: 'توصي المجموعة بآلية مستقلة.', after: 1, kind: 'paragraph' }])
  const { code } = await answers['recovery.create']({ passphrase })
  await answers['recovery.confirm']({ code })
  const files = shareNames.map(name => grant(core, join(to, name)))
  const { set } = await answers['recovery.shares']({ passphrase, needed: 2, of: 3, files })
  await answers['backup.write']({ file: grant(core, join(to, 'backup')) })
  const secret = readRecoveryCode(code) ?? fromHex('')
  const facts = {
    group,
    document,
    code,
    secret: toHex(secret),
    set,
    recoveryKey: toHex(recoveryPair(secret, group).public),
    digest: await answers['documents.digest']({ document }),
  }
  writeFileSync(join(to, 'facts.json'), `${JSON.stringify(facts, null, 2)}\n`)
  await core.close()
  rmSync(home, { recursive: true, force: true })
}

if (import.meta.main) await write(safetyFolder)
