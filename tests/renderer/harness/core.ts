// The app's own entry over the ports that the preload hands over. A test looks at the calls that it makes, and at what
// it says of the text that was opened last; the fragment of the address names the calls that get no answer until the
// test wants it.
import type { FromCore, FromWindow } from '#shared/document-port'
import type { AskedCalls } from '../../support/renderer-pages.ts'
import type { TextPort } from '../../support/text-pages.ts'

const held = new Set(location.hash.slice(1).split(','))
const calls: AskedCalls['calls'] = []
const waiting = new Set<number>()
const asked: AskedCalls = { calls, unanswered: () => waiting.size }
const violations: string[] = []
const textPort: TextPort = { heard: [], came: [], say: () => {} }
Object.assign(window, { asked, violations, textPort })
document.addEventListener('securitypolicyviolation', event => {
  violations.push(`${event.effectiveDirective} ${event.sourceFile}:${event.lineNumber}`)
})

const listenTo = (port: MessagePort): void => {
  const post = port.postMessage.bind(port)
  port.postMessage = (message: FromWindow) => {
    textPort.heard.push(message)
    post(message)
  }
  port.addEventListener('message', ({ data }: MessageEvent<FromCore>) => {
    textPort.came.push(data.kind)
  })
  // In a later task, as what core says.
  const said = new MessageChannel()
  said.port1.addEventListener('message', ({ data }: MessageEvent<FromCore>) => {
    port.dispatchEvent(new MessageEvent('message', { data }))
  })
  said.port1.start()
  textPort.say = message => said.port2.postMessage(message)
}

type Sent = { id: number; call: string; input: unknown }
type Heard = { id?: number }

window.addEventListener('message', ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
  if (source !== window || !port || typeof data !== 'object' || data === null) return
  if (!('baraza' in data)) return
  if (data.baraza === 'document') return listenTo(port)
  const isCore = data.baraza === 'core'
  const post = port.postMessage.bind(port)
  port.postMessage = (message: Sent) => {
    calls.push({ name: message.call, input: message.input })
    if (isCore && !held.has(message.call)) waiting.add(message.id)
    post(message)
  }
  port.addEventListener('message', ({ data: heard }: MessageEvent<Heard>) => {
    if (isCore && heard.id !== undefined) waiting.delete(heard.id)
  })
})
await import('../../../src/renderer/main.tsx')
