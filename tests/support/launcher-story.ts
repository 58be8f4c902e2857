// The story that main and core must complete together, for every way to start core. It runs on an
// echo core (echo-core.mjs); the returned account is the same for every correct launcher.
import type { CoreProcess, MainPort } from '../../src/main/launcher.ts'

export type Account = Record<string, unknown>

export const expectedAccount: Account = {
  control: { kind: 'echo', of: { kind: 'hello', bytes: [1, 2, 3] } },
  opened: { kind: 'opened', opening: { kind: 'document-port', document: 'first' } },
  early: { kind: 'echo', of: 'sent before the port was listened to' },
  echo: { kind: 'echo', of: { number: 1, bytes: [4, 5] } },
  otherOpened: { kind: 'opened', opening: { kind: 'document-port', document: 'second' } },
  otherEcho: { kind: 'echo', of: 'second only' },
  pool: { bytes: [102, 105, 118, 101, 33], carried: 5 },
  coreHeardClose: { kind: 'closed', opening: { kind: 'document-port', document: 'first' } },
  coreClosed: 'closed',
  coreHeardItsOwnClose: { kind: 'closed', opening: { kind: 'document-port', document: 'second' } },
  leaving: { kind: 'leaving' },
  exit: 7,
  portAfterExit: 'closed',
}

export async function tellLauncherStory(core: CoreProcess<MainPort>): Promise<Account> {
  const account: Account = {}
  const control = line<unknown>()
  const exit = line<number | null>()
  core.onMessage(control.put)
  core.onExit(exit.put)

  core.post({ kind: 'hello', bytes: Uint8Array.of(1, 2, 3) })
  account['control'] = readable(await control.next())

  const first = core.openPort({ kind: 'document-port', document: 'first' })
  first.postMessage('sent before the port was listened to')
  const fromFirst = messagesOf(first)
  account['opened'] = readable(await fromFirst.next())
  account['early'] = readable(await fromFirst.next())
  first.postMessage({ number: 1, bytes: Uint8Array.of(4, 5) })
  account['echo'] = readable(await fromFirst.next())

  const second = core.openPort({ kind: 'document-port', document: 'second' })
  const fromSecond = messagesOf(second)
  second.postMessage('second only')
  account['otherOpened'] = readable(await fromSecond.next())
  account['otherEcho'] = readable(await fromSecond.next())

  second.postMessage('pool')
  const pooled = (await fromSecond.next()) as Uint8Array
  account['pool'] = { bytes: readable(pooled), carried: pooled.buffer.byteLength }

  first.close()
  account['coreHeardClose'] = readable(await control.next())

  const secondClosed = closeOf(second)
  second.postMessage('close')
  account['coreClosed'] = await secondClosed
  account['coreHeardItsOwnClose'] = readable(await control.next())

  const third = core.openPort({ kind: 'document-port', document: 'third' })
  const thirdClosed = closeOf(third)
  await messagesOf(third).next()
  core.post({ kind: 'exit', code: 7 })
  account['leaving'] = readable(await control.next())
  account['exit'] = await exit.next()
  account['portAfterExit'] = await thirdClosed
  return account
}

function messagesOf(port: MainPort) {
  const messages = line<unknown>()
  port.on('message', ({ data }) => messages.put(data))
  port.start()
  return messages
}

function closeOf(port: MainPort): Promise<string> {
  return new Promise(resolve => port.on('close', () => resolve('closed')))
}

/** Values that came and were not read yet; `next` waits for the next. */
function line<T>() {
  const come: T[] = []
  const asked: ((value: T) => void)[] = []
  return {
    put: (value: T) => {
      const answer = asked.shift()
      if (answer) answer(value)
      else come.push(value)
    },
    next: () =>
      new Promise<T>(resolve => {
        if (come.length > 0) resolve(come.shift() as T)
        else asked.push(resolve)
      }),
  }
}

/** Bytes as lists of numbers, so that accounts compare and travel as JSON. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return value.map(readable)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, readable(item)]))
  }
  return value
}
