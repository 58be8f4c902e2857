// Commands that the palette offers beside its own: the shown screen adds some, for as long as it is
// shown.
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react'
import type { LucideIcon } from 'lucide-react'
import { requiredContext } from '../../ui/required-context.ts'
import type { MenuAct } from '../../ui/index.ts'

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

/** Both are asked while the palette is open; `acts` are narrowed by the palette itself. */
export type Offer = {
  acts(): readonly Command[]
  /** Commands that fit the typed letters. */
  found?(asked: string): CommandSection | null
}

export type Offered = {
  /** The offers of all parts of the screen; another list where a part came or went. */
  offers(): readonly Offer[]
  /** The returned function takes it back. */
  onChange(listen: () => void): () => void
  /** Does the act of this command; nothing where the screen does not offer it. */
  run(id: string): void
  /** The returned function takes it back. */
  offer(offer: Offer): () => void
}

/** The commands of all parts of the screen, together. */
export const actsOf = (offers: readonly Offer[]): Command[] => offers.flatMap(offer => offer.acts())

export const foundIn = (offers: readonly Offer[], asked: string): CommandSection | null =>
  offers.map(offer => offer.found?.(asked) ?? null).find(found => found !== null) ?? null

export function createOffered(): Offered {
  let offers: readonly Offer[] = []
  const listeners = new Set<() => void>()
  const set = (next: readonly Offer[]): void => {
    offers = next
    for (const listen of listeners) listen()
  }
  return {
    offers: () => offers,
    onChange(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    run(id) {
      const found = actsOf(offers).find(each => each.id === id)
      found?.act()
    },
    offer(offer) {
      set([...offers, offer])
      return () => set(offers.filter(other => other !== offer))
    },
  }
}

export const [OfferedContext, useOffered] = requiredContext<Offered>('palette')

/** The offers of the screen as it is now: a text may come up behind an open palette. */
export function useOffers(): readonly Offer[] {
  const offered = useOffered()
  return useSyncExternalStore(offered.onChange, offered.offers)
}

/** Lends the palette what `offer` is at the time when it is asked, as long as the component is shown. */
export function useOffer(offer: Offer): void {
  const offered = useOffered()
  const latest = useRef(offer)
  useEffect(() => void (latest.current = offer))
  useEffect(
    () =>
      offered.offer({
        acts: () => latest.current.acts(),
        found: asked => latest.current.found?.(asked) ?? null,
      }),
    [offered],
  )
}

/** An act of a menu as the palette shows it; nothing for one without an icon. */
export const commandsOf = (acts: readonly MenuAct[]): Command[] =>
  acts.flatMap(({ id, text, icon, keys, onAct }) =>
    icon ? [{ id, text, icon, ...(keys ? { keys: keys.split(' ') } : {}), act: onAct }] : [],
  )
