// A figure is a block whose words are its caption. Its picture is named by what it is: the hash of its
// bytes, which travel beside the text and may come before or after it.
import type { Language } from '#shared/vocabulary'
import type { Attributes } from './attributes.ts'

export type PictureType = 'png' | 'jpeg'

/** As the block says it; what the bytes are is known only once they are here and hash to this. */
export type Picture = {
  type: PictureType
  /** Bytes. */
  size: number
  /** Pixels. */
  width: number
  height: number
  /** 64 hexadecimal digits over the bytes. */
  hash: string
}

/** Bytes of a picture, pixels of a side, pixels in all: more is no picture to any device. */
export const largestPicture = 2 * 1024 * 1024
const longestSide = 4096
const mostPixels = 8 * 1024 * 1024

/** Pictures that one document has, so far as one session of one member brings them. */
export const mostPictures = 200

/** Units of what a figure says to who does not see it. */
export const longestAlternative = 1000

export const pictureKey = 's_picture'
export const alternativeKey = 's_alt'

const pattern = /^(png|jpeg) ([1-9]\d{0,6}) ([1-9]\d{0,3})x([1-9]\d{0,3}) ([0-9a-f]{64})$/

/** The one attribute that names it, so that two who replace it apart never mix theirs. */
export const pictureName = ({ type, size, width, height, hash }: Picture): string =>
  `${type} ${size} ${width}x${height} ${hash}`

export const isPictureSize = (width: number, height: number): boolean =>
  width <= longestSide && height <= longestSide && width * height <= mostPixels

/** Undefined for anything that names no picture which could be shown. */
export const pictureNamed = (value: unknown): Picture | undefined => {
  const match = typeof value === 'string' ? pattern.exec(value) : null
  const [, type, bytes, across, down, hash = ''] = match ?? []
  const [size, width, height] = [Number(bytes), Number(across), Number(down)]
  if (type !== 'png' && type !== 'jpeg') return undefined
  return size <= largestPicture && isPictureSize(width, height)
    ? { type, size, width, height, hash }
    : undefined
}

/** The alternative text that counts: words, in one line. */
export const alternativeFrom = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, longestAlternative) : ''

/** The stored attributes of a figure beside its caption. */
export const attributesOfFigure = (figure: {
  picture?: Picture | undefined
  alternative?: string | undefined
}): Attributes => ({
  ...(figure.picture && { [pictureKey]: pictureName(figure.picture) }),
  ...(figure.alternative && { [alternativeKey]: figure.alternative }),
})

const names: Record<Language, (n: number) => string> = {
  en: n => `Figure ${n}`,
  fr: n => `Figure ${n}`,
  es: n => `Figura ${n}`,
  ar: n => `الشكل ${n}`,
  ru: n => `Рисунок ${n}`,
  zh: n => `图 ${n}`,
}

/** "Figure 1" in the language of the document. */
export const figureMark = (n: number, language: Language): string => names[language](n)
