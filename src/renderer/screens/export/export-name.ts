// The proposed name of an exported file: the title, as any file system takes it.

// Characters that some system refuses, and those that reorder the name on the screen.
const refused = /[\p{Cc}<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu
const longest = 80

/** Empty when nothing of the title can stand in a file name. */
export const exportName = (title: string): string =>
  Array.from(title.replace(refused, ' ').replace(/\s+/g, ' '))
    .slice(0, longest)
    .join('')
    .replace(/^[ .]+|[ .]+$/g, '')
