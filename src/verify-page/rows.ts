// A row for each thing that was checked: the parts of the adoption, then the files.
import {
  rowsOf,
  type Added,
  type Looked,
  type PackSummary,
  type Row,
  type Say,
} from '#shared/adoption'
import { element, icon, type Icon } from './elements.ts'

const icons: Record<Row['look'], Icon> = { ok: 'ok', bad: 'bad', unknown: 'unknown', none: 'none' }

export const rowsView = (
  checked: PackSummary,
  looked: Looked,
  added: readonly Added[],
  say: Say,
): HTMLElement => {
  const signs = { ok: 'asSigned', bad: 'notAsSigned', unknown: 'notChecked', none: 'notChecked' }
  return element(
    'ul',
    { class: 'rows' },
    ...rowsOf(checked, looked, added, say).map(({ look, name, text }) =>
      element(
        'li',
        { class: look },
        icon(icons[look]),
        element('span', { class: 'hidden' }, `${say(signs[look])}: `),
        // The name of a file runs from left to right, at the place of all names.
        element('b', {}, element('bdi', {}, name)),
        element('span', { dir: 'auto' }, text),
      ),
    ),
  )
}
