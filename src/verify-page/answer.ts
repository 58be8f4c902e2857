// The answer at the top of the page: one sentence, and one that explains it.
import { answerOf, type Looked, type Say } from '#shared/adoption'
import { element, icon } from './elements.ts'

export const answerView = (looked: Looked, say: Say): HTMLElement => {
  const { look, icon: name, title, hint } = answerOf(looked, say)
  return element(
    'section',
    { class: `answer ${look}`, role: 'status', 'aria-labelledby': 'answer' },
    icon(name, 36),
    element(
      'div',
      {},
      element('h1', { id: 'answer' }, title),
      hint === '' ? null : element('p', {}, hint),
    ),
  )
}
