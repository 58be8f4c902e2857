// Reads an OpenDocument text as it is: nothing is taken in or out of its text yet.
import { Failure } from '#shared/failure'
import { count, type Flow, type Foreign, type LeftOut } from '#document/flow'
import { takePictures } from '../pictures.ts'
import { withTitle } from '../title.ts'
import { readXml, treeOf, type Progress, type XmlElement } from '../xml.ts'
import { BodyReader } from './body.ts'
import { openTextPackage, prefixes } from './package.ts'
import { Lists, Styles } from './styles.ts'

const margins = /^style:(?:header|footer)(?:-left|-first)?$/

const hasWords = ({ text, children }: XmlElement): boolean =>
  text.trim() !== '' || children.some(hasWords)

/** The styles with names; headers and footers are counted. */
const readStyles = (bytes: Uint8Array | null, styles: Styles, lists: Lists, leftOut: LeftOut) => {
  const root = bytes ? treeOf(bytes, prefixes) : null
  const parts = root?.children ?? []
  const named = parts.filter(({ name }) =>
    ['office:styles', 'office:font-face-decls'].includes(name),
  )
  for (const element of named.flatMap(({ children }) => children)) {
    styles.add(element, false)
    lists.add(element)
  }
  const pages = parts.filter(({ name }) => name === 'office:master-styles')
  for (const { name, children } of pages.flatMap(page =>
    page.children.flatMap(each => each.children),
  ))
    if (margins.test(name) && children.some(hasWords)) count(leftOut, 'header')
}

/**
 * Failures `file-wrong-kind`, `file-has-program`, `file-has-password`, `file-damaged`,
 * `file-too-large`, `file-too-costly`.
 */
export const readOdt = async (bytes: Uint8Array, progress?: Progress): Promise<Foreign> => {
  const { content, styles: named, formulas, read } = await openTextPackage(bytes)
  const [styles, lists, leftOut]: [Styles, Lists, LeftOut] = [new Styles(), new Lists(), new Map()]
  const [altered, notes, flow] = [new Map(), new Map<string, Flow>(), [] as Flow]
  readStyles(named, styles, lists, leftOut)
  const reader = new BodyReader({ styles, lists, formulas, leftOut, altered, notes }, flow)
  readXml(content, prefixes, reader, progress)
  if (!reader.isText) throw new Failure('file-wrong-kind')
  reader.finish([flow, ...notes.values()])
  const pictures = await takePictures({ flow, notes, leftOut }, read)
  const { all: comments } = reader.comments
  return withTitle({ flow, notes, pictures, comments, title: null, leftOut, altered })
}
