// Another program replaces the journal's file while text waits to be sent: it is sent and kept, and
// the person sees that the profile is not as it was.
import { copyFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openGroup } from '#core/group'
import { reopened, temporaryProfile } from '#tests/archive'
import { linesOf, textIn } from '#tests/documents'
import { founder } from '#tests/group'
import { deviceOf } from '#tests/writing-device'

const turn = (): Promise<void> => new Promise(setImmediate)

/** A profile with one shared text, closed. */
const prepared = async () => {
  const { directory, archive } = temporaryProfile()
  const alice = founder('Alice', { archive })
  const device = deviceOf(alice)
  const text = await device.documents.create({
    group: alice.group.id,
    kind: 'statement',
    title: 'Working paper',
    language: 'en',
    blocks: [{ kind: 'paragraph', runs: [{ text: 'End' }] }],
  })
  await device.documents.share(text)
  await turn()
  device.close()
  archive.close()
  return { directory, alice, text }
}

test.each([0, 2])(
  'when the journal is replaced after %i messages of a session, links hear the next one, it is kept, and the state says why',
  async before => {
    const { directory, alice, text } = await prepared()
    const open = () => {
      const archive = reopened(directory)
      const group = openGroup(archive, alice.group.id, alice.environment)
      return { archive, device: deviceOf({ ...alice, archive, group }) }
    }
    const { archive, device } = open()
    const write = (word: string): Promise<void> =>
      device.documents.editAs(text, doc => textIn(doc, 0).insert(0, word))
    for (let message = 0; message < before; message++) {
      await write('Early ')
      await device.documents.flush()
    }
    await turn()
    const heard: string[] = []
    device.replica.onNews(news => {
      if (news.kind === 'written') heard.push(...news.messages.map(({ message }) => message.kind))
    })

    const journal = join(directory, 'journal')
    copyFileSync(journal, `${journal}.other`)
    renameSync(`${journal}.other`, journal)
    const late = write('Late ')
    await turn()
    expect([archive.journal.state(), heard]).toEqual(['archive-replaced', []])
    device.documents.sealNow()
    await late
    await turn()

    expect([archive.journal.state(), heard]).toEqual(['archive-replaced', ['update']])
    device.close()
    archive.close()
    const again = open()
    const early = 'Early '.repeat(before)
    expect(linesOf(again.device, text)).toEqual([`Late ${early}End`])
    expect(again.device.documents.unsealed({ group: alice.group.id })).toBe(0)
    again.device.close()
  },
)
