// Runs as a process of its own, to be killed: writes numbered words through a window into a shared
// document and prints each number when core has acknowledged it. Now and then core flushes its
// journal.
import { openProfile } from '#core/archive'
import { openPen, openRoom, written } from '#tests/documents'

const [, , directory = '', passphrase = ''] = process.argv
const archive = openProfile(directory, passphrase, { now: Date.now })
const room = openRoom('writer', archive)
const id = await written(room, 'Words: ')
await room.documents.share(id)
console.log(id)
const pen = openPen(room, id)
for (let number = 1; ; number++) {
  pen.type(`<${number}>`)
  await pen.saved()
  console.log(number)
  if (number % 5 === 0) await room.documents.flush()
}
