// kill -9 between journal and flush, and between commit and send: every acknowledged word reaches
// the others, each once, and no place of a feed has two contents. One kill here, forty in `npm run
// prove`.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { linesOf } from '#tests/documents'
import { passphrase, reopened, temporaryArchive, temporaryProfile } from '#tests/archive'
import { founder, joiner, meet, reopened as reopenedGroup } from '#tests/group'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { deviceOf } from '#tests/writing-device'
import { readPack } from '../../../src/core/sync/packs/pack.ts'

const turn = (): Promise<void> => new Promise(setImmediate)

/** Alice's profile, closed, and Bob, who has Alice's one shared page. */
const prepared = async () => {
  const { directory, archive } = temporaryProfile()
  const alice = founder('Alice', { archive })
  const bob = joiner('Bob', alice, { archive: temporaryArchive() })
  meet(alice, bob)
  const [hers, his] = [deviceOf(alice), deviceOf(bob)]
  const page = await hers.documents.create({
    group: alice.group.id,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: [{ kind: 'paragraph', runs: [{ text: 'End' }] }],
  })
  await hers.documents.share(page)
  await turn()
  hers.replica.prepare()
  await turn()
  const given = [...hers.replica.handover(bob.group.self.device)]
  his.replica.receive(given.map(({ bytes }) => readPack(bytes)!))
  hers.close()
  archive.close()
  return { directory, alice, his, page }
}

/** The output of a process that writes until it is killed at this point. */
const killedAt = async (words: readonly string[]): Promise<string[]> => {
  const writer = join(import.meta.dirname, 'killed-writer.ts')
  const child = spawn(process.execPath, [writer, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) said.push(line)
  expect((await ended)[1]).toBe('SIGKILL')
  return said
}

const after = (said: readonly string[], word: string): string[] =>
  said.filter(line => line.startsWith(`${word} `)).map(line => line.slice(word.length + 1))

const play = async (seed: number) => {
  const when = seed % 2 === 0 ? 'sealing' : 'sending'
  const count = 1 + ((seed * 7) % 12)
  const { directory, alice, his, page } = await prepared()
  const { id } = alice.group
  const said = await killedAt([directory, passphrase, id, page, when, String(count)])
  const saved = after(said, 'saved')
  const sent = after(said, 'sent')
  const hear = (packs: readonly Uint8Array[]) =>
    his.replica.receive(packs.map(bytes => readPack(bytes)!))
  hear(sent.map(hex => new Uint8Array(Buffer.from(hex, 'hex'))))

  const hers = deviceOf(reopenedGroup({ ...alice, archive: reopened(directory) }))
  const before = linesOf(hers, page).join()
  await hers.documents.flush()
  await turn()
  hear([...hers.replica.packsBeyond(his.replica.heads().feeds)].map(({ bytes }) => bytes))
  const outcome = {
    // Each acknowledged word once, in the order of insertion.
    hers: before,
    his: linesOf(his, page).join(),
    waiting: his.replica.waiting(),
    // Two contents for one place would be kept as proof.
    proofs: his.person.archive.proofs.list({ group: id }).length,
    same: hers.documents.digest(page) === his.documents.digest(page),
    left: hers.documents.unsealed({ group: id }),
  }
  hers.close()
  his.close()
  return { outcome, when, saved: saved.length, sent: sent.length }
}

test('kill -9 between journal and flush, and between commit and send', patiently, async () => {
  const { seeds, passed } = series('kills', 40)
  for (const seed of seeds) {
    const { outcome, when, saved, sent } = await play(seed)
    const words = Array.from({ length: saved }, (_, at) => `<${saved - at}>`)
    const text = `${words.join('')}End`
    expect({ seed, ...outcome }).toEqual({
      seed,
      hers: text,
      his: text,
      waiting: 0,
      proofs: 0,
      same: true,
      left: 0,
    })
    // Something was left between the two.
    expect(sent).toBeLessThan(saved)
    passed(seed, `${when}: ${saved} words acknowledged, ${sent} sent before the kill`)
  }
})
