// What the palette offers beside its own commands: the screen that is shown lends it some, for as
// long as it is shown.
import { createContext, type ReactNode, useContext } from 'react'
import type { LucideIcon } from 'lucide-react'

export type Command = {
  id: string
  text: string
  /** Shown instead of `text`, for example with what was found marked. */
  label?: ReactNode
  icon: LucideIcon
  hint?: string
  keys?: string[]
  act: () => void
}
export type CommandSection = { title: string; commands: Command[] }

/** What fits the letters that were typed; `acts` are narrowed by the palette itself. */
export type Offer = {
  acts: readonly Command[]
  found(asked: string): CommandSection | null
}

export type Offered = {
  /** What all parts of the screen lend it, together. */
  get(): Offer | null
  /** The returned function takes it back. */
  offer(offer: Offer): () => void
}

export function createOffered(): Offered {
  let offers: readonly Offer[] = []
  return {
    get: () =>
      offers.length === 0
        ? null
        : {
            acts: offers.flatMap(({ acts }) => acts),
            found: asked =>
              offers.map(offer => offer.found(asked)).find(found => found !== null) ?? null,
          },
    offer(offer) {
      offers = [...offers, offer]
      return () => {
        offers = offers.filter(other => other !== offer)
      }
    },
  }
}

export const OfferedContext = createContext<Offered | null>(null)

export function useOffered(): Offered {
  const offered = useContext(OfferedContext)
  if (!offered) throw new Error('No palette around this component')
  return offered
}
