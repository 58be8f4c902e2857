// Core as a process of its own beside Electron's main. It serves main over the control channel and
// each window over its ports, and ends with main.
import { Appearance, contract } from '#shared/contract'
import { consent, control, PortOpening } from '#shared/control'
import { Failure } from '#shared/failure'
import { connect, type Port, type Server, serve } from '#shared/rpc'
import * as v from 'valibot'
import { openDemo } from './demo/index.ts'
import { keepOutOfDumps } from './dumps.ts'
import { hiddenWork } from './hidden-work.ts'
import { type Core, openCore } from './index.ts'
import { connectToMain, type CorePort } from './process-port.ts'

keepOutOfDumps()

const main = connectToMain()
/** Both ends of the control channel ask and answer. */
const listeners: ((message: unknown) => void)[] = []
const channel: Port = { post: main.post, onMessage: listen => void listeners.push(listen) }
const person = connect(consent, channel)
const started = Promise.withResolvers<Core>()

/** Reports the name of a defect only: its text may contain confidential words. */
const onDefect = (error: unknown): void => {
  const name = error instanceof Error ? error.name : 'unknown'
  process.stderr.write(`core defect: ${name}\n`)
}
process.on('uncaughtException', onDefect)
process.on('unhandledRejection', onDefect)

const server = serve(
  control,
  channel,
  {
    async start({ directory, demo, afterLock }) {
      const core = openCore({
        directory,
        now: Date.now,
        offline: demo,
        afterLock,
        example: demo,
        onDefect,
        allow: act => person.call('allow', act),
        ...hiddenWork(person),
      })
      const speak = ({ language }: Appearance) => server.emit('language', { language })
      speak(await core.answers['appearance.get'](undefined))
      if (demo) await openDemo(core, directory)
      const tellMain = async () => {
        const settings = await core.answers['settings.get'](undefined)
        server.emit('lockAfter', { minutes: settings.lockAfterMinutes })
      }
      core.onEvent((name, detail) => {
        // Erased data must not stay in memory. Main starts a new core.
        if (name === 'profile.changed' && detail === 'new') setImmediate(() => process.exit(0))
        else if (name === 'appearance.changed') speak(v.parse(Appearance, detail))
        else if (name === 'profile.changed' || name === 'settings.changed') void tellMain()
      })
      started.resolve(core)
    },
    grant: async ({ file, path, direction }) =>
      (await started.promise).grant(file, path, direction),
    sendRest: async () => (await started.promise).sendRest(),
    stop: async () => (await started.promise).close(),
  },
  onDefect,
)

main.onMessage(message => listeners.forEach(listen => listen(message)))

const serveWindow = (core: Core, port: CorePort): void => {
  const window: Server<typeof contract> = serve(contract, port, core.answers, onDefect)
  port.onClose(core.onEvent((name, detail) => window.emit(name, detail)))
}

main.onPort((opening, port) => {
  const asked = v.safeParse(PortOpening, opening)
  if (!asked.success) return port.close()
  void started.promise.then(core => {
    if (asked.output.kind === 'core') return serveWindow(core, port)
    try {
      port.onClose(core.attach(asked.output.document, port))
    } catch (error) {
      if (!(error instanceof Failure)) onDefect(error)
      port.close()
    }
  })
})

main.onMainGone(() => {
  const ended = async () => {
    const core = await started.promise
    await core.close()
  }
  void ended().finally(() => process.exit(0))
})
