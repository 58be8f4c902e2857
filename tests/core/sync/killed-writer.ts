// Runs as a process of its own, to be killed: a member types words into the shared page, prints
// each once it is on the disk, and passes on every message but the last: `killed-writer DIRECTORY
// PASSPHRASE GROUP PAGE WHEN COUNT`. WHEN is `sealing`, when COUNT words lie in the journal and in
// no message, or `sending`, when the COUNTth message is committed and not yet sent.
import { writeSync } from 'node:fs'
import process from 'node:process'
import { openProfile } from '#core/archive'
import { openGroup } from '#core/group'
import type { DocumentId, GroupId } from '#shared/ids'
import { textIn } from '#tests/documents'
import { cheapStretch, clockAt } from '#tests/group'
import { deviceOf } from '#tests/writing-device'

const [directory = '', passphrase = '', group = '', page = '', when = '', many = ''] =
  process.argv.slice(2)
const count = Number(many)
const clock = clockAt()
const archive = openProfile(directory, passphrase, { now: Date.now })
const environment = { now: () => clock.now(), stretch: cheapStretch }
const person = {
  handle: 'Alice',
  archive,
  clock,
  environment,
  group: openGroup(archive, group as GroupId, environment),
}
const { replica, documents } = deviceOf(person)
const end = (): void => void process.kill(process.pid, 'SIGKILL')
const say = (line: string): void => void writeSync(1, `${line}\n`)

let messages = 0
replica.onNews(news => {
  if (news.kind !== 'written') return
  for (const { message } of news.messages) {
    const { feed, seq } = message
    if (++messages === count && when === 'sending') end()
    for (const { bytes } of replica.run({ feed, from: seq, to: seq }))
      say(`sent ${Buffer.from(bytes).toString('hex')}`)
  }
})
for (let word = 1; ; word++) {
  await documents.editAs(page as DocumentId, doc => textIn(doc, 0).insert(0, `<${word}>`))
  say(`saved ${word}`)
  if (when === 'sealing' && word === count + 3) end()
  // Three messages of one word each, and then only the journal.
  if (when === 'sending' || word <= 3) await documents.flush()
}
