// Ports between a page and the core that a test serves (core-window.ts), as main of the product has them
// between a page and its core. One connection for each load of the page; the test opens the ports.
import { MessageChannelMain } from 'electron'
import { deserialize, serialize } from 'node:v8'
import { WebSocket } from 'ws'

/**
 * @param {import('electron').WebContents} contents
 * @param {string} address
 */
export const relayPorts = (contents, address) => {
  /** @type {WebSocket | undefined} */
  let connection
  const leave = () => {
    connection?.close()
    connection = undefined
  }
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) leave()
  })
  contents.once('destroyed', leave)
  contents.ipc.on('ready', () => {
    leave()
    connection = connect(contents, address)
  })
}

/**
 * @param {import('electron').WebContents} contents
 * @param {string} address
 */
function connect(contents, address) {
  const connection = new WebSocket(address)
  /** @type {Map<number, import('electron').MessagePortMain>} */
  const ports = new Map()
  const send = (/** @type {unknown[]} */ ...relayed) => {
    if (connection.readyState === WebSocket.OPEN) connection.send(serialize(relayed))
  }
  connection.on('message', bytes => {
    const [what, id, value] = deserialize(/** @type {Buffer} */ (bytes))
    if (what === 'message') ports.get(id)?.postMessage(value)
    else if (what === 'close') {
      const port = ports.get(id)
      ports.delete(id)
      port?.close()
    } else {
      const { port1, port2 } = new MessageChannelMain()
      ports.set(id, port1)
      port1.on('message', ({ data }) => send('message', id, data))
      port1.on('close', () => {
        if (ports.delete(id)) send('close', id)
      })
      port1.start()
      contents.postMessage('port', value, [port2])
    }
  })
  connection.on('close', () => {
    for (const port of ports.values()) port.close()
    ports.clear()
  })
  // The test has ended.
  connection.on('error', () => {})
  return connection
}
