// The app's own entry over the made-up core. Options come as JSON in the address's fragment; the
// core is left on `fake` for a test to look at and to speak through.
import { fakeCore, type FakeOptions } from '../../support/fake-core.ts'

const given = decodeURIComponent(location.hash.slice(1))
const core = fakeCore(given === '' ? {} : (JSON.parse(given) as FakeOptions))
Object.assign(window, { fake: core, asked: core, violations: [] as string[] })
document.addEventListener('securitypolicyviolation', event => {
  const { violations } = window as unknown as { violations: string[] }
  violations.push(`${event.effectiveDirective} ${event.sourceFile}:${event.lineNumber}`)
})
core.attachTo(window)
await import('../../../src/renderer/main.tsx')
