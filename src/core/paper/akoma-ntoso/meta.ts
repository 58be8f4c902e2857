// The facts that an Akoma Ntoso file states about itself. A group's text is no document of a country and none of the
// United Nations, so its country is the code of none, ZZ. It has no date: all holders of the text print
// the same (decision 0034), and the format's own first day stands where it wants one. Akoma Ntoso
// Naming Convention 1.0, 4.
import type { Language } from '#shared/contract'
import { titleOf, type Sheet } from '../sheet.ts'
import { element } from '../xml.ts'

/** ISO 639-2. */
const languages: Record<Language, string> = {
  en: 'eng',
  fr: 'fra',
  es: 'spa',
  ar: 'ara',
  ru: 'rus',
  zh: 'zho',
}

export type DocumentType = {
  element: 'statement' | 'debateReport' | 'debate'
  /** The class of the text, as AKN4UN names those that it knows. */
  name: string
}

export const typeOf = ({ page }: Sheet): DocumentType => {
  const { kind } = page.meta
  if (kind === 'agenda') return { element: 'debateReport', name: 'agenda' }
  if (kind === 'minutes') return { element: 'debate', name: 'record' }
  return { element: 'statement', name: kind === 'recommendations' ? 'recommendation' : kind }
}

const noDate = '0001-01-01'
const group = '#group'

export const metaXml = (sheet: Sheet): string => {
  const { reference, symbol, language } = sheet.page.meta
  const type = typeOf(sheet)
  const number = symbol === '' ? reference : symbol
  const name = encodeURIComponent(number === '' ? 'nn' : number.toWellFormed())
  const work = `/akn/zz/${type.element}/${type.name}/${noDate}/${name}`
  const expression = `${work}/${languages[language]}@`
  const title = titleOf(sheet)
  const core = (uri: string, extension: string, more: string, alias = ''): string =>
    [
      element('FRBRthis', { value: `${uri}/!main${extension}` }),
      element('FRBRuri', { value: uri + extension }),
      alias,
      element('FRBRdate', { date: noDate, name: 'unknown' }),
      element('FRBRauthor', { href: group }),
      more,
    ].join('')
  const numbers = [reference, symbol]
    .filter(value => value !== '')
    .map(value => element('FRBRnumber', { value }))
  const identification = element(
    'identification',
    { source: group },
    [
      element(
        'FRBRWork',
        {},
        core(
          work,
          '',
          [
            element('FRBRcountry', { value: 'zz' }),
            element('FRBRsubtype', { value: type.name }),
            ...numbers,
          ].join(''),
          title === '' ? '' : element('FRBRalias', { value: title, name: 'title' }),
        ),
      ),
      element(
        'FRBRExpression',
        {},
        core(expression, '', element('FRBRlanguage', { language: languages[language] })),
      ),
      element(
        'FRBRManifestation',
        {},
        core(expression, '.xml', element('FRBRformat', { value: 'application/xml' })),
      ),
    ].join(''),
  )
  const references = element(
    'references',
    { source: group },
    element('TLCOrganization', {
      eId: 'group',
      href: '/akn/ontology/organization/group',
      showAs: sheet.group,
    }),
  )
  return element('meta', {}, identification + references)
}
