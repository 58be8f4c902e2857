// Chromium's process sandbox needs either unprivileged user namespaces or a helper that belongs to
// root. Ubuntu 24.04 restricts the first; without the second Electron ends with a crash report.
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'

export type SandboxFacts = {
  root: boolean
  /** Unprivileged user namespaces are forbidden or restricted. */
  restricted: boolean
  /** The helper belongs to root and runs as root. */
  helperReady: boolean
}

/** Steps that a person must take before `executable` can run with its sandbox; null: none. */
export function sandboxAdvice(
  executable: string,
  facts: SandboxFacts = readFacts(helperOf(executable)),
): string | null {
  if (facts.root || !facts.restricted || facts.helperReady) return null
  const helper = helperOf(executable)
  return (
    'This system lets only root set up the sandbox that Electron needs. Once:\n' +
    `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  )
}

function helperOf(executable: string): string {
  return join(dirname(executable), 'chrome-sandbox')
}

function readFacts(helper: string): SandboxFacts {
  const setting = (path: string) => {
    try {
      return readFileSync(path, 'utf8').trim()
    } catch {
      return null
    }
  }
  const helperFile = statSync(helper, { throwIfNoEntry: false })
  return {
    root: process.getuid?.() === 0,
    restricted:
      setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
      setting('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
      setting('/proc/sys/user/max_user_namespaces') === '0',
    helperReady: helperFile?.uid === 0 && (helperFile.mode & 0o4001) === 0o4001,
  }
}
