// The function that emits events of the contract.
import type { CoreContract, events } from '#shared/contract'
import type { Detail } from '#shared/rpc'

export type EventName = keyof typeof events
export type Emit = <K extends EventName>(name: K, detail: Detail<CoreContract, K>) => void
