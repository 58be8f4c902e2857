// Changes as OpenDocument keeps them: each is stated before the text, with the author whom the file
// names, and what went stands there too. The format wants a time; all have the one by which LibreOffice
// says that none is known. OpenDocument 1.3 part 3, 5.5.
import type { Change } from '../content/parts.ts'
import { element, escaped } from '../xml.ts'

const noTime = '1970-01-01T00:00:00'

const names = { added: 'text:insertion', removed: 'text:deletion' } as const

export class Changes {
  private readonly regions: string[] = []

  /** `went`: the paragraphs and tables that are out of the text. Gives the id of the change. */
  state({ is, by, move }: Change, went = ''): string {
    const id = `ct${this.regions.length + 1}`
    const information = element(
      'office:change-info',
      {},
      element('dc:creator', {}, escaped(by)) +
        element('dc:date', {}, noTime) +
        (move === undefined ? '' : element('loext:move-id', {}, String(move))),
    )
    const stated = element(names[is], {}, information + went)
    this.regions.push(element('text:changed-region', { 'xml:id': id, 'text:id': id }, stated))
    return id
  }

  mark(is: 'start' | 'end' | 'gone', id: string): string {
    return element(is === 'gone' ? 'text:change' : `text:change-${is}`, { 'text:change-id': id })
  }

  /** Words of one paragraph. */
  around(change: Change | null, words: string, style: string): string {
    if (change === null || words === '') return words
    if (change.is === 'added') {
      const id = this.state(change)
      return this.mark('start', id) + words + this.mark('end', id)
    }
    const went = element('text:p', { 'text:style-name': style }, words)
    return this.mark('gone', this.state(change, went))
  }

  /** Stands before the text. From now on every edit of the file is a change too. */
  xml(): string {
    return element('text:tracked-changes', { 'text:track-changes': 'true' }, this.regions.join(''))
  }
}
