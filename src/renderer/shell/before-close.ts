// Before the window goes, all that was typed is with core. Main waits two seconds for that at most.
import { lastKey } from '#shared/shell'
import { workNow } from '../editor/replica/after-paint.ts'

const open = new Set<() => Promise<void>>()

/** `saved` resolves when core has all of it on the disk. The returned function takes it back. */
export function beforeClose(saved: () => Promise<void>): () => void {
  open.add(saved)
  return () => void open.delete(saved)
}

/**
 * Resolves when every key before main's last one was read. Keys come another way than main's words, and
 * may come later. Called before the first key.
 */
export const lastKeyRead = (): Promise<void> =>
  new Promise(resolve => {
    window.addEventListener('keydown', ({ key }) => key === lastKey && resolve(), { capture: true })
  })

export async function allSaved(): Promise<void> {
  workNow()
  await Promise.all([...open].map(saved => saved()))
}
