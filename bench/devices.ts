// Starts devices of `sync-device.ts`, each in a process of its own, and makes members of them.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type Device = {
  call<Answer>(name: string, input?: unknown): Promise<Answer>
  /** When something came, in nanoseconds of the machine's clock. */
  onCame(listen: (at: bigint) => void): void
  end(): Promise<void>
}

type Said =
  | { number: number; output: unknown }
  | { number: number; failed: string }
  | { came: bigint }

export const startDevice = (): Device => {
  const child = fork(join(import.meta.dirname, 'sync-device.ts'), { serialization: 'advanced' })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let listening: (at: bigint) => void = () => {}
  let number = 0
  child.on('message', (said: Said) => {
    if ('came' in said) return listening(said.came)
    const asked = waiting.get(said.number)
    waiting.delete(said.number)
    if ('failed' in said) asked?.reject(new Error(said.failed))
    else asked?.resolve(said.output)
  })
  child.on('exit', code => {
    for (const asked of waiting.values()) asked.reject(new Error(`a device ended: ${code}`))
  })
  return {
    call<Answer>(name: string, input?: unknown) {
      const asked = Promise.withResolvers<unknown>()
      waiting.set(++number, asked)
      child.send({ number, call: name, input })
      return asked.promise as Promise<Answer>
    },
    onCame: listen => (listening = listen),
    async end() {
      if (child.exitCode !== null) return
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** A founder, and members who hold the founder's records; each opens one of `folders`. */
export const startMembers = async (folders: readonly string[]): Promise<Device[]> => {
  const devices = folders.map(() => startDevice())
  for (const [index, device] of devices.entries()) await device.call('open', folders[index])
  const [founder, ...others] = devices
  if (!founder) return devices
  await founder.call('found')
  for (const other of others) {
    const reply = await other.call('ask', await founder.call('invite'))
    await other.call('joined', await founder.call('admit', reply))
  }
  const file = others.length > 0 ? await founder.call('file') : null
  for (const other of others) await other.call('read', file)
  return devices
}
