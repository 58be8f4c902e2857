// Answers about locked files, the local network and the archive's health.
import { parseAddress } from '#core/sync'
import { Failure } from '#shared/failure'
import type { Answers, Workings } from './answers.ts'
import type { Tasks } from './tasks.ts'

export const exchangeAnswers = (
  { allow, files, session, example }: Workings,
  tasks: Tasks,
): Pick<
  Answers,
  | 'exchange.cancel'
  | 'exchange.write'
  | 'exchange.read'
  | 'network.status'
  | 'network.dial'
  | 'archive.saving'
  | 'archive.missing'
  | 'archive.settleMissing'
  | 'archive.check'
> => ({
  async 'exchange.write'({ group, for: members, file, everything = true }) {
    const { documents, sync } = session()
    await documents.flush()
    const steering = tasks.steering('exchange.write')
    const { bytes, ...about } = await sync.writeFile({ group, members, everything }, steering)
    await files.write(file, bytes)
    return { ...about, bytes: bytes.length }
  },
  async 'exchange.read'({ file }) {
    const bytes = await files.read(file)
    const { documents, homeOf, sync } = session()
    // Edits made before the file came must be in messages that say so.
    await documents.flush()
    const received = await sync.readFile(bytes, tasks.steering('exchange.read'))
    return { ...received, group: homeOf(received.group) }
  },
  'exchange.cancel': () => tasks.cancel(),
  'network.status': () => session().network(),
  async 'network.dial'({ group, address }) {
    if (example) throw new Failure('not-permitted')
    session().groups.get(group)
    if (!parseAddress(address)) throw new Failure('invalid-input')
    await allow({ act: 'address', address })
    const { sync } = session()
    await sync.lan.dial(group, address)
  },
  'archive.saving': () => ({ state: session().archive.journal.state() }),
  'archive.missing': () => ({ edits: session().missing.edits() }),
  'archive.settleMissing': () => session().missing.settle(),
  'archive.check': () => session().archive.check(),
})
