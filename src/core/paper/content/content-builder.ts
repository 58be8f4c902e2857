// Builds the paragraphs of a file from words and ends in their order. Neighbours that look the
// same and changed in the same way are one stretch.
import { lookName } from './look.ts'
import { sameChange, type FileParagraph, type FilePart, type Stretch } from './parts.ts'

const sameRemarks = (a: readonly string[] = [], b: readonly string[] = []): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at])

const areOne = (a: Stretch, b: Stretch): boolean => {
  if (a.item.is !== 'words' || b.item.is !== 'words' || !sameChange(a.change, b.change))
    return false
  const [one, other] = [a.item.run, b.item.run]
  const isBeforeAlike =
    a.before === b.before ||
    (a.before !== null &&
      b.before !== null &&
      a.before.by === b.before.by &&
      lookName(a.before.run) === lookName(b.before.run))
  return (
    isBeforeAlike &&
    one.href === other.href &&
    a.manner.rightToLeft === b.manner.rightToLeft &&
    a.manner.language === b.manner.language &&
    lookName(one) === lookName(other) &&
    sameRemarks(one.remarks, other.remarks)
  )
}

export class ContentBuilder {
  readonly parts: FilePart[] = []
  private stretches: Stretch[] = []

  /** No words stand in the paragraph yet. */
  get isAtStart(): boolean {
    return this.stretches.length === 0
  }

  add(stretch: Stretch): void {
    const last = this.stretches.at(-1)
    if (last && areOne(last, stretch) && last.item.is === 'words' && stretch.item.is === 'words') {
      const run = { ...last.item.run, text: last.item.run.text + stretch.item.run.text }
      this.stretches[this.stretches.length - 1] = { ...last, item: { is: 'words', run } }
    } else this.stretches.push(stretch)
  }

  end(paragraph: Omit<FileParagraph, 'stretches'>): void {
    this.parts.push({ ...paragraph, stretches: this.stretches })
    this.stretches = []
  }
}
