// How a paragraph presents itself, as properties of Word in the order of the schema.
import type { FileRole, Presented } from '../content/version.ts'
import { element } from '../xml.ts'
import { behindTypedXml, inListXml } from './numbering.ts'
import { valued } from './valued.ts'

const styles: Partial<Record<FileRole, string>> = {
  h1: 'Heading1',
  h2: 'Heading2',
  h3: 'Heading3',
  h4: 'Heading4',
  quote: 'Quote',
  caption: 'Caption',
}

export const presentedXml = ({ role, onNewPage, list, hung, isMirrored }: Presented): string => {
  const isItem = list !== null || hung !== null
  const style = styles[role] ?? (isItem ? 'ListParagraph' : null)
  return [
    ...(style === null ? [] : [valued('w:pStyle', style)]),
    ...(role === 'picture' ? [element('w:keepNext')] : []),
    ...(onNewPage ? [element('w:pageBreakBefore')] : []),
    ...(list === null ? [] : [inListXml(list)]),
    ...(isMirrored ? [element('w:bidi')] : []),
    ...(hung === null ? [] : [behindTypedXml(hung, isMirrored)]),
    ...(isMirrored ? [valued('w:jc', 'start')] : []),
  ].join('')
}
