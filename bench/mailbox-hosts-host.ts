// One of the hosts that `npm run bench -- mailbox-hosts` measures: a store in PostgreSQL, a bell, and
// limits out of the way (all of the crowd comes from one address).
import process from 'node:process'
import { defaultLimits, openHost, openPostgresStore } from '#mailbox'
import { utf8 } from '#core/keys'

const [address = '', secret = ''] = process.argv.slice(2)
const rate = { burst: 1e12, perSecond: 1e12 }
const host = await openHost({
  host: '127.0.0.1',
  port: 0,
  store: await openPostgresStore(address),
  bell: { host: '127.0.0.1', port: 0, secret: utf8(secret) },
  version: 'bench',
  now: Date.now,
  admits: 'everybody',
  limits: {
    ...defaultLimits,
    connections: 100_000,
    unproven: { ...defaultLimits.unproven, perNetwork: 2_048 },
    perNetwork: { connections: 100_000, arrivals: rate, bytes: rate, share: 1 },
  },
})

process.on('message', (asked: 'end' | { peers: string[] }) => {
  if (asked === 'end') void host.close().then(() => process.exit(0))
  else host.call(asked.peers)
})
process.send?.({ port: host.port, bell: host.bell() })
