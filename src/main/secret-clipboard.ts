// A copied invitation code or passphrase leaves the clipboard again after a minute, and on lock.
import { clipboard } from 'electron'

const staysFor = 60_000

let copied: { text: string; timer: NodeJS.Timeout } | undefined

/** Empties the clipboard if what was copied is still there. */
export const forgetCopied = async (): Promise<void> => {
  if (copied === undefined) return
  const { text, timer } = copied
  copied = undefined
  clearTimeout(timer)
  // Reading answers at once in older Electrons and later in newer ones.
  if ((await clipboard.readText()) === text) clipboard.clear()
}

export const copySecret = (text: string): void => {
  if (copied !== undefined) clearTimeout(copied.timer)
  void clipboard.writeText(text)
  copied = { text, timer: setTimeout(() => void forgetCopied(), staysFor) }
}
