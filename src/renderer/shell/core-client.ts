// The one client of the contract. Screens ask with `useCore().call(…)` after a person acted, and
// show with `useAnswer(…)`, which asks again whenever one of the named events arrives.
import { useCallback, useEffect, useRef, useState } from 'react'
import { equalityDeep } from 'lib0/function'
import { type CoreContract, contract, type events } from '#shared/contract'
import type { Failure, FailureCode } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { connect, type Client, type Input, type Output } from '#shared/rpc'
import { shell, type ShellContract } from '#shared/shell'
import { requiredContext } from '../ui/required-context.ts'
import { allSaved, beforeClose, lastKeyRead } from './before-close.ts'
import type { Ports } from './ports.ts'
import { openTyped, type TypedWords } from './typed/typed.ts'
import {
  throttleRefetch,
  windowAfter,
  type After,
  type RefetchThrottle,
} from './refetch-throttle.ts'
import { codeOf } from '../words/index.ts'

export type Core = Client<CoreContract>
export type Shell = Client<ShellContract>
export type Connection = {
  core: Core
  shell: Shell
  /** A fresh port on which core serves `document` (see document-port.ts). */
  openDocument: (document: DocumentId) => Promise<MessagePort>
  /** Input of a person that was not sent. */
  typed: TypedWords
}

export async function connectWindow(ports: Ports): Promise<Connection> {
  const [corePort, shellPort] = await Promise.all([ports.core, ports.shell])
  const shellClient = connect(shell, shellPort)
  const core = connect(contract, corePort)
  const typed = openTyped(core)
  beforeClose(typed.whenSaved)
  const allRead = lastKeyRead()
  const leave = async (): Promise<void> => {
    await allRead
    await allSaved()
    await shellClient.call('left')
  }
  shellClient.on('leaving', () => void leave())
  return {
    core,
    shell: shellClient,
    typed,
    async openDocument(document) {
      const port = ports.document(document)
      await shellClient.call('document.open', { document })
      return port
    },
  }
}

export const [ConnectionContext, useConnection] = requiredContext<Connection>('connection')
export const useCore = (): Core => useConnection().core
export const useShell = (): Shell => useConnection().shell

type CallName = keyof CoreContract['calls']
type EventName = keyof typeof events

const callAny = <K extends CallName>(
  core: Core,
  name: K,
  input: unknown,
): Promise<Output<CoreContract, K>> =>
  (core as { call(name: K, input: unknown): Promise<Output<CoreContract, K>> }).call(name, input)

export type Answer<T> = {
  /** The last answer, kept while a newer one is on its way. */
  value: T | undefined
  failure: FailureCode | undefined
  again: () => void
}

/** For answers that cost core a reading of whole texts. */
export type RefetchOptions = {
  /** Milliseconds between an answer and the next question, where that is longer than usual. */
  pause?: number
  /** Changes of other documents are not asked about. */
  about?: readonly DocumentId[]
}

/**
 * The answer of core to one call, asked again when the input changes (by value) or one of
 * `refreshOn` arrives. Pass `null` as input to ask nothing yet.
 */
export function useAnswer<K extends CallName>(
  name: K,
  input: Input<CoreContract, K> | null,
  refreshOn: readonly EventName[] = [],
  rhythm: RefetchOptions = {},
): Answer<Output<CoreContract, K>> {
  const core = useCore()
  const [answer, setAnswer] = useState<{
    key: string
    value?: Output<CoreContract, K>
    failure?: FailureCode
  }>({ key: '' })
  const asked = useRef(0)
  const key = input === null ? '' : JSON.stringify([name, input ?? null])

  const ask = useCallback(async () => {
    if (key === '') return
    const turn = ++asked.current
    // The key is the input, written down: calls take plain values only.
    const [, given] = JSON.parse(key) as [K, Input<CoreContract, K> | null]
    const next = await callAny(core, name, given ?? undefined).then(
      value => ({ key, value }),
      (failure: unknown) => ({ key, failure: codeOf(failure) }),
    )
    // An equal answer stays the same object, and causes no render.
    if (turn === asked.current) setAnswer(last => (equalityDeep(last, next) ? last : next))
  }, [core, key, name])

  useEffect(() => void ask(), [ask])
  const names = refreshOn.join(' ')
  const about = rhythm.about?.join(' ') ?? ''
  const pause = rhythm.pause ?? 0
  const aboutNow = useRef(about)
  const refetch = useRef<RefetchThrottle | null>(null)
  useEffect(() => {
    aboutNow.current = about
    refetch.current?.setAbout(about)
  }, [about])
  useEffect(() => {
    if (names === '') return
    const after: After = (delay, work) => windowAfter(Math.max(delay, pause), work)
    const throttle = throttleRefetch(ask, after, aboutNow.current)
    refetch.current = throttle
    const stops = names.split(' ').map(event => core.on(event as EventName, throttle.hear))
    return () => [throttle.stop, ...stops].forEach(each => each())
  }, [core, names, ask, pause])

  // The same one each time: what is made of an answer stays the same object with it.
  const again = useCallback(() => void ask(), [ask])
  const current = answer.key === key
  return {
    value: current ? answer.value : undefined,
    failure: current ? answer.failure : undefined,
    again,
  }
}

export type Act<A extends unknown[]> = {
  run: (...input: A) => Promise<boolean>
  busy: boolean
  failure: FailureCode | undefined
  forget: () => void
}

/** Wraps what a button does: busy while it runs, and the code when it was refused. */
export function useAct<A extends unknown[]>(work: (...input: A) => Promise<void>): Act<A> {
  const [state, setState] = useState<{ busy: boolean; failure?: FailureCode }>({ busy: false })
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => void (alive.current = false)
  }, [])
  return {
    busy: state.busy,
    failure: state.failure,
    forget: () => setState({ busy: false }),
    async run(...input) {
      setState({ busy: true })
      try {
        await work(...input)
        if (alive.current) setState({ busy: false })
        return true
      } catch (error) {
        const failure = codeOf(error as Failure)
        if (alive.current) setState({ busy: false, failure })
        return false
      }
    },
  }
}
