// The text on the windows that a test has open. The runner (window-runner.ts) adds it to a failure: a
// window that misses a word says most by the words that it has.
import type { Page } from 'playwright-core'

export type Opened = {
  /** Windows of `name` that are there now, the newest last. */
  pages: () => readonly Page[]
  name: string
  /** Errors and warnings so far. */
  complaints?: readonly string[]
}

const open = new Set<Opened>()

/** Until the returned function is called, failures tell what stands there. */
export function isOpen(opened: Opened): () => void {
  open.add(opened)
  return () => void open.delete(opened)
}

/** A file's windows are no matter of the next one, which may run in the same process. */
export const forgetWindows = (): void => open.clear()

/** Characters of one window's text. */
const longest = 3000
/** Milliseconds until a window that does not answer is given up. */
const patience = 5000

/** Runs in the window from its start: keeps the last keys that came, without letters, and when. */
export function hearKeys(): void {
  const keysHeard: string[] = []
  Object.assign(window, { keysHeard })
  window.addEventListener(
    'keydown',
    ({ key, ctrlKey, isTrusted }) => {
      if (!isTrusted || (key.length === 1 && !ctrlKey)) return
      keysHeard.push(`${ctrlKey ? 'Ctrl ' : ''}${key} at ${Math.round(performance.now())}`)
      if (keysHeard.length > 5) keysHeard.shift()
    },
    { capture: true },
  )
}

/** Runs in the window. */
function standing(most: number): string {
  const named = (element: Element): string => {
    const attributes = ['role', 'id', 'class', 'aria-label', 'aria-labelledby', 'aria-busy']
      .filter(each => element.hasAttribute(each))
      .map(each => ` ${each}="${element.getAttribute(each)}"`)
    return `<${element.localName}${attributes.join('')}>`
  }
  const { activeElement: focused, body } = document
  const layers = document.querySelectorAll(
    'dialog[open], [role=dialog], [role=alertdialog], [role=menu], [role=listbox], .popover',
  )
  // Not the letters: a field may hold a passphrase.
  const letters =
    focused instanceof HTMLInputElement ? `, with ${focused.value.length} letters` : ''
  const elsewhere = document.hasFocus() ? '' : ', in another window'
  const { keysHeard = [] } = window as { keysHeard?: string[] }
  const text = body.innerText.replaceAll(/\n{2,}/g, '\n')
  return [
    `focus: ${focused ? named(focused) : 'none'}${letters}${elsewhere}`,
    `keys: ${keysHeard.join(', ') || 'none'}; it is ${Math.round(performance.now())}`,
    `layers: ${[...layers].map(named).join(', ') || 'none'}`,
    text.length > most ? `${text.slice(0, most)}…` : text,
  ].join('\n')
}

async function onPage(page: Page): Promise<string> {
  if (page.isClosed()) return 'closed'
  let timer: NodeJS.Timeout | undefined
  const silent = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve('the window does not answer'), patience)
  })
  try {
    return await Promise.race([page.evaluate(standing, longest), silent])
  } catch (error) {
    return `no answer: ${String(error)}`
  } finally {
    clearTimeout(timer)
  }
}

/** Empty where no window is open. */
export async function onWindows(): Promise<string> {
  const told: string[] = []
  for (const { name, pages, complaints = [] } of open) {
    for (const page of pages())
      told.push(`${name} (${page.url().split('#')[0]}):`, await onPage(page))
    if (complaints.length > 0) told.push(`complaints of ${name}: ${complaints.join('\n')}`)
  }
  return told.join('\n')
}
