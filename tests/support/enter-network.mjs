// Runs Electron in a network namespace while its debuggers stay reachable from outside, where
// Playwright is: node enter-network.mjs NAMESPACE EXECUTABLE ARGUMENT…
// Each `listening on ws://…` line on stderr is held back until a relay into the namespace stands,
// and then names the relay's port.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import process from 'node:process'
import { createInterface } from 'node:readline'

const [namespace, executable, ...args] = process.argv.slice(2)

const electron = spawn('ip', ['netns', 'exec', namespace, executable, ...args], {
  stdio: ['inherit', 'inherit', 'pipe'],
})
electron.on('exit', code => process.exit(code ?? 1))

for await (const line of createInterface({ input: electron.stderr })) {
  const [, start, port, end] = /^(.*listening on ws:\/\/127\.0\.0\.1:)(\d+)(\/.*)$/.exec(line) ?? []
  process.stderr.write(port ? `${start}${await relayTo(port)}${end}\n` : `${line}\n`)
}

/** Opens a port here whose connections go on to `port` inside the namespace. */
async function relayTo(port) {
  const inside = `const s = require('net').connect(${port}, '127.0.0.1')
    process.stdin.pipe(s).pipe(process.stdout); s.on('error', () => process.exit(1))`
  const server = createServer(socket => {
    const relay = spawn('ip', ['netns', 'exec', namespace, process.execPath, '-e', inside], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    socket.pipe(relay.stdin).on('error', () => {})
    relay.stdout.pipe(socket).on('error', () => relay.kill())
    socket.on('close', () => relay.kill())
    relay.on('exit', () => socket.destroy())
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return server.address().port
}
