// Answers about encrypted files, the local network and the archive's health.
import { parseAddress } from '#core/sync'
import { Failure } from '#shared/failure'
import type { AnswersOn, ApiContext } from './api-context.ts'
import type { Tasks } from './tasks.ts'

export const exchangeAnswers = (
  { allow, files, profile, example }: ApiContext,
  tasks: Tasks,
): AnswersOn<'exchange' | 'network' | 'archive'> => ({
  async 'exchange.write'({ group, for: members, file, everything = true }) {
    const { documents, sync } = profile()
    await documents.flush()
    const steering = tasks.steering('exchange.write')
    const { bytes, ...about } = await sync.writeFile({ group, members, everything }, steering)
    await files.write(file, bytes)
    return { ...about, bytes: bytes.length }
  },
  async 'exchange.read'({ file }) {
    const bytes = await files.read(file)
    const { documents, homeOf, sync } = profile()
    // Edits made before the file came must be in messages that say so.
    await documents.flush()
    const received = await sync.readFile(bytes, tasks.steering('exchange.read'))
    return { ...received, group: homeOf(received.group) }
  },
  'network.status': () => profile().network(),
  async 'network.dial'({ group, address }) {
    if (example) throw new Failure('not-permitted')
    profile().groups.get(group)
    if (!parseAddress(address)) throw new Failure('invalid-input')
    await allow({ act: 'address', address })
    const { sync } = profile()
    await sync.lan.dial(group, address)
  },
  'archive.saving': () => ({ state: profile().archive.journal.state() }),
  'archive.missing': () => ({ edits: profile().lostEdits.edits() }),
  'archive.settleMissing': () => profile().lostEdits.settle(),
  'archive.check': () => profile().archive.check(),
})
