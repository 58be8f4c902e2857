// Typed calls and events over anything shaped like a MessagePort. Input is checked where it
// arrives, unknown names are refused, and a failure crosses as its code, never as its stack.
import * as v from 'valibot'
import { Failure, failures } from './failure.ts'

/** Types an answer or an event, which no code parses: a window trusts core, and core no window. */
type Carries<T> = { readonly type?: () => T }
export const answers = <T>(): Carries<T> => ({})
export const tells = answers

type Call = { input: v.GenericSchema; output: Carries<unknown> }
export type Calls = Record<string, Call>
export type Events = Record<string, Carries<unknown>>
type Carried<C> = C extends Carries<infer T> ? T : never

/** The input of a call without any. */
export const nothing = v.void()

const isSchema = (input: v.ObjectEntries | v.GenericSchema): input is v.GenericSchema =>
  input.kind === 'schema'

/** A call, by the fields of its input, or by a schema for input that has another form. */
export function call<const E extends v.ObjectEntries, O>(
  input: E,
  output: Carries<O>,
): { input: v.ObjectSchema<E, undefined>; output: Carries<O> }
export function call<I extends v.GenericSchema, O>(
  input: I,
  output: Carries<O>,
): { input: I; output: Carries<O> }
export function call(input: v.ObjectEntries | v.GenericSchema, output: Carries<unknown>): Call {
  return { input: isSchema(input) ? input : v.object(input), output }
}

/** The calls of one side to the other (`calls`) and its unasked messages (`events`). */
export type Contract = { calls: Calls; events: Events }

export type Input<C extends Contract, K extends keyof C['calls']> = v.InferOutput<
  C['calls'][K]['input']
>
export type Output<C extends Contract, K extends keyof C['calls']> = Carried<
  C['calls'][K]['output']
>
export type Handlers<C extends Contract> = {
  [K in keyof C['calls']]: (input: Input<C, K>) => Output<C, K> | Promise<Output<C, K>>
}
export type Detail<C extends Contract, K extends keyof C['events']> = Carried<C['events'][K]>

export interface Port {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

export interface Client<C extends Contract> {
  call<K extends keyof C['calls'] & string>(
    name: K,
    ...input: undefined extends Input<C, K> ? [] : [Input<C, K>]
  ): Promise<Output<C, K>>
  /** Listens to one event; the returned function stops listening. */
  on<K extends keyof C['events'] & string>(
    name: K,
    listen: (detail: Detail<C, K>) => void,
  ): () => void
}

export interface Server<C extends Contract> {
  emit<K extends keyof C['events'] & string>(name: K, detail: Detail<C, K>): void
}

const Request = v.object({ id: v.number(), call: v.string(), input: v.unknown() })
const Reply = v.variant('kind', [
  v.object({ kind: v.literal('done'), id: v.number(), output: v.unknown() }),
  v.object({ kind: v.literal('failed'), id: v.number(), code: v.picklist(failures) }),
  v.object({ kind: v.literal('event'), name: v.string(), detail: v.unknown() }),
])

const parsed = (call: Call, input: unknown): unknown => {
  const result = v.safeParse(call.input, input)
  if (!result.success) throw new Failure('invalid-input')
  return result.output
}

/** The same handlers, for callers in this process: each parses its input first. Failure `invalid-input`. */
export const parsing = <C extends Contract>(contract: C, handlers: Handlers<C>): Handlers<C> => {
  const all = Object.entries(contract.calls).map(([name, call]) => {
    const handle = handlers[name] as (input: unknown) => unknown
    return [name, async (input: unknown) => handle(parsed(call, input))]
  })
  return Object.fromEntries(all) as Handlers<C>
}

/**
 * Answers `contract` on `port`. `onDefect` hears of errors that are no `Failure`; the caller is
 * told only `internal`.
 */
export function serve<C extends Contract>(
  contract: C,
  port: Port,
  handlers: Handlers<C>,
  onDefect: (error: unknown) => void = () => {},
): Server<C> {
  const answer = async (name: string, input: unknown): Promise<unknown> => {
    const call = Object.hasOwn(contract.calls, name) ? contract.calls[name] : undefined
    if (!call) throw new Failure('invalid-input')
    return (handlers[name] as (input: unknown) => unknown)(parsed(call, input))
  }
  port.onMessage(message => {
    if (!v.is(Request, message)) return
    const { id, call, input } = message
    answer(call, input).then(
      output => port.post({ kind: 'done', id, output }),
      (error: unknown) => {
        if (!(error instanceof Failure)) onDefect(error)
        port.post({ kind: 'failed', id, code: error instanceof Failure ? error.code : 'internal' })
      },
    )
  })
  return { emit: (name, detail) => port.post({ kind: 'event', name, detail }) }
}

/** Calls `contract` over `port`. A call rejects with a `Failure` that carries the other's code. */
export function connect<C extends Contract>(contract: C, port: Port): Client<C> {
  let next = 0
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const listeners = new Map<string, Set<(detail: unknown) => void>>()
  port.onMessage(message => {
    if (!v.is(Reply, message)) return
    if (message.kind === 'event') {
      if (!Object.hasOwn(contract.events, message.name)) return
      for (const listen of listeners.get(message.name) ?? []) listen(message.detail)
      return
    }
    const pending = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'done') pending?.resolve(message.output)
    else pending?.reject(new Failure(message.code))
  })
  return {
    call(name, ...[input]) {
      const id = next++
      const pending = Promise.withResolvers<unknown>()
      waiting.set(id, pending)
      port.post({ id, call: name, input })
      return pending.promise as Promise<Output<C, typeof name>>
    },
    on(name, listen) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listen as (detail: unknown) => void))
      return () => void set.delete(listen as (detail: unknown) => void)
    },
  }
}
