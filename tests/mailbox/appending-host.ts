// Runs as a process of its own, to be killed: opens the store at ADDRESS, appends what it is sent, and
// says how each ended: `appending-host ADDRESS`.
import process from 'node:process'
import { openPostgresStore, type Refusal } from '#mailbox'

export type Asked = { tag: number; mailbox: Uint8Array; bytes: Uint8Array }
/** `outcome` is null where the store failed. */
export type Answered = { tag: number; outcome: { place: number } | Refusal | null }

const [address = ''] = process.argv.slice(2)
const store = await openPostgresStore(address)
const given = { at: 3_600_000, quotas: { mailbox: 1 << 30, total: 2 ** 40 } }

process.on('message', ({ tag, mailbox, bytes }: Asked) => {
  const say = (outcome: Answered['outcome']): void => void process.send?.({ tag, outcome })
  store.append(mailbox, bytes, given).then(say, () => say(null))
})
process.send?.('ready')
