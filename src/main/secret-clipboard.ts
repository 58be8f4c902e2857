// A copied invitation code or passphrase leaves the clipboard again after a minute, and on lock.

/**
 * The used part of Electron's clipboard; reading answers at once in older Electrons, later in
 * newer.
 */
export type Clipboard = {
  readText(): string | Promise<string>
  writeText(text: string): unknown
  clear(): unknown
}

export type SecretClipboard = {
  copy(text: string): void
  /** Empties the clipboard if what was copied is still there. */
  forget(): Promise<void>
}

/** Milliseconds. */
const staysFor = 60_000

export function openSecretClipboard(clipboard: Clipboard): SecretClipboard {
  let copied: { text: string; timer: NodeJS.Timeout } | undefined
  const forget = async (): Promise<void> => {
    if (copied === undefined) return
    const { text, timer } = copied
    copied = undefined
    clearTimeout(timer)
    if ((await clipboard.readText()) === text) clipboard.clear()
  }
  return {
    copy(text) {
      if (copied !== undefined) clearTimeout(copied.timer)
      clipboard.writeText(text)
      copied = { text, timer: setTimeout(() => void forget(), staysFor) }
    },
    forget,
  }
}
