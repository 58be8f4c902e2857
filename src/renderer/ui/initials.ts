// How a name is shortened to fit into a mark.

/** Two letters at most: "M.S." gives MS, "Amina" AM, "Laila Haddad" LH. */
export function initialsOf(handle: string): string {
  const parts = handle.split(/[\s.\-_]+/u).filter(part => part !== '')
  const letters =
    parts.length > 1 ? parts.map(part => Array.from(part)[0] ?? '') : Array.from(parts[0] ?? '?')
  return letters.slice(0, 2).join('').toLocaleUpperCase()
}
