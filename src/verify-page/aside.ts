// Beside the answer: its limits, and how to check without this page.
import type { Checked, Say } from '#shared/adoption'
import { element, icon } from './elements.ts'
import { dayIn, type PageLanguage } from './spoken.ts'

const hashing = 'certutil -hashfile text.en.jsonl SHA256'
const signing =
  'ssh-keygen -Y verify -f card -I group -n baraza-pack -s SHA256SUMS.1.sig < SHA256SUMS'

const command = (text: string): HTMLElement =>
  element('pre', { tabindex: '0', dir: 'ltr', translate: 'no' }, text)

export const asideView = (
  checked: Checked | null,
  say: Say,
  language: PageLanguage,
): HTMLElement[] => {
  const day = checked?.names.find(([key]) => key === 'day')?.[1]
  const limits = [
    say('limitWho'),
    day === undefined ? say('limitDay') : say('limitDaySaid', { day: dayIn(language, day) }),
    say('limitOutside'),
    say('limitName'),
    say('limitPrinted'),
  ]
  return [
    element(
      'section',
      {},
      element('h2', {}, say('limits')),
      element(
        'ul',
        { class: 'limits' },
        ...limits.map(limit => element('li', {}, icon('minus'), element('span', {}, limit))),
      ),
    ),
    element(
      'section',
      {},
      element('h2', {}, say('byHand')),
      element('p', { class: 'hint' }, say('byHandHint')),
      element('h3', {}, say('byHandFile')),
      command(hashing),
      element('h3', {}, say('byHandSignature')),
      command(signing),
      element('p', { class: 'hint' }, say('byHandEnd')),
    ),
  ]
}

export const todoView = (say: Say): HTMLElement =>
  element(
    'section',
    {},
    element('h2', {}, say('todo')),
    element(
      'ol',
      { class: 'todo' },
      ...['todo1', 'todo2', 'todo3'].map(id => element('li', {}, say(id))),
    ),
  )
