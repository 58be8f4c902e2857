// Runs as a process of its own, to be killed: a host on the store at ADDRESS, with a bell. The first
// byte of a part says how many days ago it came: `appending-host ADDRESS PORT BELL PEER`.
import process from 'node:process'
import { utf8 } from '#core/keys'
import { defaultLimits, openHost, openPostgresStore } from '#mailbox'

const [address = '', port, bell, peer = ''] = process.argv.slice(2)
const day = 86_400_000
const rate = { burst: 1e12, perSecond: 1e12 }
const store = await openPostgresStore(address)
const host = await openHost({
  host: '127.0.0.1',
  port: Number(port),
  store: {
    ...store,
    append: (mailbox, bytes, given) =>
      store.append(mailbox, bytes, { ...given, at: given.at - day * (bytes[0] ?? 0) }),
  },
  bell: { host: '127.0.0.1', port: Number(bell), secret: utf8('the bell of a proof') },
  version: 'proof',
  now: Date.now,
  admits: 'everybody',
  limits: {
    ...defaultLimits,
    perConnection: rate,
    perNetwork: { connections: 1_000, arrivals: rate, bytes: rate, share: 1 },
  },
})
host.call([`127.0.0.1:${peer}`])

process.on('message', () => {
  const say = (removed: number): void => void process.send?.(removed)
  host.expire().then(say, () => say(0))
})
process.send?.('ready')
