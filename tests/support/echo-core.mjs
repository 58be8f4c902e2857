// A core that only answers: the other process of a launcher test. It runs on Node and, built by
// echo-core.ts, in a utility process, with the product's own process-port.
import process from 'node:process'
import { connectToMain } from '../../src/core/process-port.ts'

const main = connectToMain()

main.onMessage(message => {
  if (message.kind === 'exit') {
    main.post({ kind: 'leaving' })
    // Only when the last message has left: a process that ends drops unsent ones.
    setImmediate(() => process.exit(message.code))
  } else main.post({ kind: 'echo', of: message })
})

main.onPort((opening, port) => {
  port.post({ kind: 'opened', opening })
  port.onMessage(message => {
    if (message === 'close') port.close()
    else if (message === 'pool') port.post(Buffer.from('five!'))
    else port.post({ kind: 'echo', of: message })
  })
  port.onClose(() => main.post({ kind: 'closed', opening }))
})

main.onMainGone(() => process.exit(0))
