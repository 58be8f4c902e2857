// Changes as Word keeps them: each with an id, and with the author whom the file names. It has no
// time: the attribute may be absent, and times of writing leave no device. ECMA-376 part 1, 17.13.5.
import type { Change } from '../content/parts.ts'
import { element } from '../xml.ts'

/** Ids of changes and bookmarks, in the order of the file. */
export class Ids {
  private last = 0

  next(): number {
    return ++this.last
  }
}

const names = { added: 'w:ins', removed: 'w:del' } as const
const moves = { added: 'w:moveTo', removed: 'w:moveFrom' } as const

export class Changes {
  private readonly ids: Ids

  constructor(ids: Ids) {
    this.ids = ids
  }

  /** An element that states a change by itself, or of what it holds. */
  private stated(name: string, by: string, content = ''): string {
    return element(name, { 'w:id': this.ids.next(), 'w:author': by }, content)
  }

  private nameOf({ is, move }: Change): string {
    return move === undefined ? names[is] : moves[is]
  }

  /** Runs that were added or removed. */
  around(change: Change | null, runs: string): string {
    return change === null || runs === '' ? runs : this.stated(this.nameOf(change), change.by, runs)
  }

  /** The end of a paragraph, or a row of a table. */
  mark(change: Change | null): string {
    return change === null ? '' : this.stated(this.nameOf(change), change.by)
  }

  /** A row knows no moves. */
  row(change: Change | null): string {
    return change === null ? '' : this.stated(names[change.is], change.by)
  }

  /** How a run looked before; `look`: its properties. */
  look(by: string, look: string): string {
    return this.stated('w:rPrChange', by, element('w:rPr', {}, look))
  }

  /** How a paragraph presented itself before; `properties`: those of then. */
  paragraph(by: string, properties: string): string {
    return this.stated('w:pPrChange', by, element('w:pPr', {}, properties))
  }

  /** Where a moved paragraph begins and ends. */
  range(change: Change, content: string): string {
    if (change.move === undefined) return content
    const [name, id] = [`${moves[change.is]}Range`, this.ids.next()]
    const start = element(`${name}Start`, {
      'w:id': id,
      'w:author': change.by,
      'w:name': `move${change.move}`,
    })
    return start + content + element(`${name}End`, { 'w:id': id })
  }
}
