// The app's own entry over the ports that the preload hands over. A test looks at the calls that it makes; the
// fragment of the address names those that get no answer until the test wants it.
import type { AskedCalls } from '../../support/renderer-pages.ts'

const held = new Set(location.hash.slice(1).split(','))
const calls: AskedCalls['calls'] = []
const waiting = new Set<number>()
const asked: AskedCalls = { calls, unanswered: () => waiting.size }
const violations: string[] = []
Object.assign(window, { asked, violations })
document.addEventListener('securitypolicyviolation', event => {
  violations.push(`${event.effectiveDirective} ${event.sourceFile}:${event.lineNumber}`)
})

type Sent = { id: number; call: string; input: unknown }
type Heard = { id?: number }

window.addEventListener('message', ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
  if (source !== window || !port || typeof data !== 'object' || data === null) return
  if (!('baraza' in data) || data.baraza === 'document') return
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
