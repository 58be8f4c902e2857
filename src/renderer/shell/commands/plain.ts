// Letters as the palette compares them: without case, with accents apart.
export const plain = (text: string): string => text.normalize('NFKD').toLocaleLowerCase()

/** Whether a word of `text` begins with `part`. */
export const startsWord = (text: string, part: string): boolean =>
  plain(text).startsWith(plain(part)) || plain(text).includes(` ${plain(part)}`)
