// The part of Electron that a launcher uses, made of Node's own message ports.
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { ElectronParts, MainPort } from '../../src/main/launcher.ts'

export function standInElectron(): ElectronParts<MainPort> {
  return {
    utilityProcess: {
      fork: () => {
        throw new Error('A stand-in cannot start a utility process')
      },
    },
    MessageChannelMain: class {
      readonly port1: MainPort
      readonly port2: MainPort
      constructor() {
        const { port1, port2 } = new MessageChannel()
        this.port1 = mainPort(port1)
        this.port2 = mainPort(port2)
      }
    },
  }
}

function mainPort(port: MessagePort): MainPort {
  function on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  function on(event: 'close', listener: () => void): unknown
  function on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): unknown {
    return event === 'message'
      ? port.on('message', (data: unknown) => listener({ data }))
      : port.on('close', () => listener({ data: undefined }))
  }
  return {
    on,
    postMessage: message => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }
}
