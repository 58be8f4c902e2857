// Answers about locked files, the local network and the archive's health.
import { Failure } from '#shared/failure'
import type { Answers, Workings } from './answers.ts'

export const exchangeAnswers = ({
  files,
  session,
  example,
}: Workings): Pick<
  Answers,
  | 'exchange.write'
  | 'exchange.read'
  | 'network.status'
  | 'network.dial'
  | 'archive.missing'
  | 'archive.settleMissing'
  | 'archive.check'
> => ({
  async 'exchange.write'({ group, for: members, file }) {
    const { documents, sync } = session()
    await documents.flush()
    const { bytes, messages } = await sync.writeFile({ group, members })
    await files.write(file, bytes)
    return { messages, bytes: bytes.length }
  },
  async 'exchange.read'({ file }) {
    const bytes = await files.read(file)
    const { documents, sync } = session()
    // What was written before the file came is in messages that say so.
    await documents.flush()
    return sync.readFile(bytes)
  },
  'network.status': () => session().network(),
  async 'network.dial'({ group, address }) {
    if (example) throw new Failure('not-permitted')
    const { sync, groups } = session()
    groups.get(group)
    await sync.lan.dial(group, address)
  },
  'archive.missing': () => ({ edits: session().missing.edits() }),
  'archive.settleMissing': () => session().missing.settle(),
  'archive.check': () => session().archive.check(),
})
