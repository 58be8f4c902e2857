// A React context that its components cannot do without.
import { type Context, createContext, useContext } from 'react'

/** The context, and the hook that reads it. */
export function requiredContext<T>(name: string): [Context<T | null>, () => T] {
  const context = createContext<T | null>(null)
  return [
    context,
    function useRequired() {
      const value = useContext(context)
      if (value === null) throw new Error(`No ${name} around this component`)
      return value
    },
  ]
}
