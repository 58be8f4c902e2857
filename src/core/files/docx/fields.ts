// Fields: a code that nobody reads and the result that stands on the page. They may lie within each
// other and reach over paragraphs. ECMA-376 part 1, 17.16.

/** Fields whose result tells of a computer or its user. */
const tells = /^\s*(?:FILENAME|USERNAME|USERINITIALS|USERADDRESS|LASTSAVEDBY|AUTHOR|TEMPLATE)\b/i
const counts = /^\s*SEQ\s/i
const link = /^\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))/i

/** `answer`: of a form, which stands for the field where no result does. */
type Field = { code: string; isResult: boolean; answer: string }

export class Fields {
  private readonly open: Field[] = []

  begin(code = ''): void {
    this.open.push({ code, isResult: code !== '', answer: '' })
  }

  addCode(text: string): void {
    const field = this.open.at(-1)
    if (field && !field.isResult) field.code += text
  }

  separate(): void {
    const field = this.open.at(-1)
    if (field) field.isResult = true
  }

  answerWith(answer: string): void {
    const field = this.open.at(-1)
    if (field) field.answer = answer
  }

  /** Text of a result came. */
  noteResult(): void {
    for (const field of this.open) field.answer = ''
  }

  /** Whether its result was left out, and the answer that stands for one. */
  end(): { isLeftOut: boolean; answer: string } {
    const { code, answer } = this.open.pop() ?? { code: '', answer: '' }
    return { isLeftOut: tells.test(code), answer }
  }

  /** Whether text here is part of a code, or a result that tells of a computer. */
  get isHidden(): boolean {
    return this.open.some(({ code, isResult }) => !isResult || tells.test(code))
  }

  /** Whether text here is the result of a field that counts. */
  get isCounted(): boolean {
    return this.open.some(({ code, isResult }) => isResult && counts.test(code))
  }

  get href(): string | undefined {
    for (const { code } of this.open.toReversed()) {
      const found = link.exec(code)
      if (found) return found[1] ?? found[2]
    }
    return undefined
  }
}
