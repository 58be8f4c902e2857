// Answers of a form: Word keeps a tick, and the choice of a list, in the data of a field, and draws
// them without a result in the text. ECMA-376 part 1, 17.16.
import { childOf, type XmlElement } from '../xml.ts'
import { isOn, numberOf, valueOf } from './properties.ts'

/** The words that Word shows for the data of a field; empty where they are its result. */
export const answerIn = (data: XmlElement): string => {
  const [box, list] = [childOf(data, 'w:checkBox'), childOf(data, 'w:ddList')]
  if (box) return (isOn(box, 'w:checked') ?? isOn(box, 'w:default')) === true ? '☒' : '☐'
  const entries = list?.children.filter(({ name }) => name === 'w:listEntry') ?? []
  const chosen = numberOf(list, 'w:result') ?? numberOf(list, 'w:default') ?? 0
  return valueOf(entries[chosen]) ?? ''
}
