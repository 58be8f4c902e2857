// Takes out of a document what nothing in it leads to: a writer keeps all objects that it has read.
import {
  PDFArray,
  PDFDict,
  PDFRef,
  PDFStream,
  type PDFContext,
  type PDFObject,
} from '@cantoo/pdf-lib'

const within = (object: PDFObject | undefined): PDFObject[] => {
  if (object instanceof PDFArray) return object.asArray()
  if (object instanceof PDFDict) return object.values()
  return object instanceof PDFStream ? object.dict.values() : []
}

export const sweep = (context: PDFContext): void => {
  const { Root, Info } = context.trailerInfo
  const seen = new Set<PDFRef>()
  const open: PDFObject[] = [Root, Info].flatMap(each => each ?? [])
  for (let object = open.pop(); object; object = open.pop()) {
    if (object instanceof PDFRef) {
      if (seen.has(object)) continue
      seen.add(object)
      open.push(...[context.lookup(object)].flatMap(each => each ?? []))
    } else open.push(...within(object))
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!seen.has(ref)) context.delete(ref)
}
