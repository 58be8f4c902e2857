// The host that `npm run bench -- mailbox` measures: a store on the disk, limits out of the way (all
// of the crowd comes from one address).
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { defaultLimits, openHost, sqliteStore } from '#mailbox'

const [folder = ''] = process.argv.slice(2)
const rate = { burst: 1e12, perSecond: 1e12 }
const host = await openHost({
  host: '127.0.0.1',
  port: 0,
  store: sqliteStore(folder),
  version: 'bench',
  now: Date.now,
  admits: 'everybody',
  limits: {
    ...defaultLimits,
    connections: 100_000,
    perNetwork: { connections: 100_000, arrivals: rate, bytes: rate, share: 1 },
  },
})

process.on('message', (asked: string) => {
  if (asked === 'end') {
    void host.close().then(() => process.exit(0))
    return
  }
  void pause(1_000).then(() => process.send?.({ memory: process.memoryUsage.rss() }))
})
process.send?.({ port: host.port, memory: process.memoryUsage.rss() })
