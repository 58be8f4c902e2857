// The form beside each part of the text, made from the page's one template when it is first opened.
import type { ReplyAnswer } from '#shared/reply'
import { found } from './found.ts'

export type Answer = { read(): ReplyAnswer | null }

/** `original`: the words that a proposed wording begins from; null where none can be proposed. */
export const openAnswer = (
  place: HTMLDetailsElement,
  part: number,
  original: string | null,
  template: HTMLTemplateElement,
): Answer => {
  place.append(template.content.cloneNode(true))
  const comment = found<HTMLTextAreaElement>(place, '.comment textarea')
  const field = found<HTMLElement>(place, '.wording')
  const wording = found<HTMLTextAreaElement>(field, 'textarea')
  const propose = found<HTMLButtonElement>(place, '.propose')
  const remove = found<HTMLButtonElement>(place, '.remove')
  const show = (isProposed: boolean): void => {
    field.hidden = !isProposed
    remove.hidden = !isProposed
    propose.hidden = isProposed || original === null
  }
  show(false)
  // The fields are about the paragraph, so its words describe them for people who hear the page.
  const text = document.querySelector(`#part-${part}`)
  if (text?.id)
    for (const each of [comment, wording]) each.setAttribute('aria-describedby', text.id)
  wording.dir = text?.querySelector<HTMLElement>('[dir]')?.dir ?? 'auto'
  propose.addEventListener('click', () => {
    wording.value = original ?? ''
    show(true)
    wording.focus()
  })
  remove.addEventListener('click', () => {
    wording.value = ''
    show(false)
    propose.focus()
    place.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const read = (): ReplyAnswer | null => {
    const said = comment.value.trim()
    const proposed = wording.value.trim()
    const isOther = !field.hidden && proposed !== (original ?? '').trim()
    if (said === '' && !isOther) return null
    return { part, comment: said, wording: isOther ? proposed : null }
  }
  // Printed are those that say something.
  place.addEventListener('input', () => place.classList.toggle('answered', read() !== null))
  return { read }
}
