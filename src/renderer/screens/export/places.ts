// Numbers of paragraphs in a sentence.

/** In one line and in its own direction, whatever is around: "7 (a)". */
export const inOneLine = (place: string): string => `\u2068${place.replaceAll(' ', '\u00a0')}\u2069`
