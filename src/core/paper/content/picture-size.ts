// The size of a picture on the page of a file.
import type { SheetPicture } from '../sheet.ts'

/** Pixels at 96 to the inch of an A4 page within margins of an inch, with room for the caption. */
const most = { width: 601, height: 780 }

/** In pixels at 96 to the inch, whole ones. */
export const printedSize = ({
  width,
  height,
}: Pick<SheetPicture, 'width' | 'height'>): { width: number; height: number } => {
  const scale = Math.min(1, most.width / width, most.height / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}
