// Names of files that every system can hold.

/** Units of a name. */
export const longestFileName = 120

// Characters that no system's names may hold, and those that would show another ending.
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u2800/\\:*?"<>|]/gu
/** Letters and signs that nothing is drawn for: they would push the ending out of sight. */
const unseen = /\p{Default_Ignorable_Code_Point}/gu
const reserved = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?=\.|$)/i

/** A name that can be written on any disk and says nothing else than it shows; never empty. */
export const safeFileName = (name: string): string => {
  const shown = name.replace(unsafe, ' ').replace(unseen, '').normalize('NFC')
  const bare = shown
    .replace(/\s+/g, ' ')
    .replace(/ (?=\.)/g, '')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '')
  const [, stem = '', ending = ''] = /^(.*?)(\.[^.]{1,16})?$/u.exec(bare) ?? []
  // Not in the middle of a character.
  const cut = stem
    .replace(reserved, '_$1')
    .slice(0, longestFileName - ending.length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[. ]+$/, '')
  const safe = `${cut || 'file'}${ending}`
  // A shortened name may end in another way: it counts only where nothing is left to change.
  return safe === name ? safe : safeFileName(safe)
}

/** Units of a name before its number and its ending. */
const longestStem = 100

/**
 * Names for files that lie in one folder: the second one of a name is "Name (2)", also where only upper and lower case
 * differ, because some disks do not tell these apart.
 */
export const openFileNames = (ending: string): ((name: string) => string) => {
  const taken = new Set<string>()
  return name => {
    const stem = safeFileName(name).slice(0, longestStem)
    for (let count = 1; ; count++) {
      const file = safeFileName(`${stem}${count > 1 ? ` (${count})` : ''}.${ending}`)
      const key = file.toLowerCase()
      if (taken.has(key)) continue
      taken.add(key)
      return file
    }
  }
}
