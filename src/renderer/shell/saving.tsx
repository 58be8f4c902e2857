// Whether the disk takes what is written: one state for all that this window says of it.
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import type { Saving } from '#shared/contract'
import { useAnswer, useCore } from './core-client.ts'

const SavingContext = createContext<Saving>('saved')

export const useSaving = (): Saving => useContext(SavingContext)

export function SavingProvider({ children }: { children: ReactNode }) {
  const core = useCore()
  // Asked for once: it may have failed before this window listened.
  const { value: found } = useAnswer('archive.saving', undefined)
  const [heard, setHeard] = useState<Saving | null>(null)
  useEffect(() => core.on('saving.changed', ({ state }) => setHeard(state)), [core])
  return <SavingContext value={heard ?? found?.state ?? 'saved'}>{children}</SavingContext>
}
