// How the rooms of a session tell whoever listens: by the names of the contract's events.
import type { CoreContract, events } from '#shared/contract'
import type { Detail } from '#shared/rpc'

export type EventName = keyof typeof events
export type Told = <K extends EventName>(name: K, detail: Detail<CoreContract, K>) => void
