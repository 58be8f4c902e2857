// The least app with a window: it shows its surroundings, starts one child, greets each caller of
// its port, and can be asked (`ask`) for another's greeting.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import process from 'node:process'
import { app, BrowserWindow, protocol } from 'electron'

// Throws unless it runs before `ready`, as an app's first module must.
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true } }])

const child = spawn('sleep', ['600'], { stdio: 'ignore' })
app.on('will-quit', () => child.kill())

globalThis.ask = (host, port) =>
  new Promise(resolve => {
    const socket = connect({ host, port })
    socket.on('data', bytes => resolve(String(bytes)))
    socket.on('error', error => resolve(error.code))
  })

void app.whenReady().then(async () => {
  const server = createServer(socket => socket.end('hello')).listen(0)
  await once(server, 'listening')
  const facts = {
    name: app.getName(),
    version: app.getVersion(),
    home: process.env.HOME,
    userData: app.getPath('userData'),
    temporary: tmpdir(),
    words: process.argv.filter(word => word.startsWith('--word')),
    networks: Object.keys(networkInterfaces()),
    environment: Object.keys(process.env),
    child: child.pid,
    port: server.address().port,
  }
  const page = `<title>Window</title><pre>${JSON.stringify(facts)}</pre>`
  const window = new BrowserWindow({ webPreferences: { sandbox: true } })
  await window.loadURL(`data:text/html,${encodeURIComponent(page)}`)
})
