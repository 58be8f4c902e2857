// A host of `npm run bench -- mailbox` that reads whole mailboxes, one after another. Says how long
// each read took, in milliseconds.
import process from 'node:process'
import { openPostgresStore } from '#mailbox'

const [address = '', ...numbers] = process.argv.slice(2)
const [count = 0, mailboxes = 1, parts = 0] = numbers.map(Number)

const store = await openPostgresStore(address)
const samples: number[] = []
for (let index = 0; index < count; index++) {
  const number = Math.floor(Math.random() * mailboxes)
  const mailbox = new Uint8Array(Buffer.alloc(32, `mailbox ${number} `))
  const begun = performance.now()
  const page = await store.read(mailbox, 0, 1 << 17)
  // The first ones make the plan of each connection.
  if (index >= 100) samples.push(performance.now() - begun)
  if (page.length !== parts) throw new Error(`a bench read ${page.length} parts`)
}
await store.close()
process.send?.(samples, () => process.exit(0))
