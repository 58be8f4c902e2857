// Runs in the one file that people outside the group are sent: opens forms beside the paragraphs,
// and makes an encrypted file of the answers. It makes no network request and keeps nothing anywhere:
// the content of the fields is gone with the page, so it warns before that.
import {
  replyFormat,
  replyNamings,
  type Reply,
  type ReplyAnswer,
  type ReplyRound,
} from '#shared/reply'
import { openAnswer, type Answer } from './answers.ts'
import { found } from './found.ts'
import { newReplyId, sealReply } from './seal.ts'

const { round, digest, recipient, parts, words }: ReplyRound = JSON.parse(
  found(document, '#round').textContent ?? '',
)
const form = found<HTMLFormElement>(document, 'form')
const template = found<HTMLTemplateElement>(document, '#answer')
const status = found<HTMLElement>(document, '[role=status]')
const answered = found<HTMLElement>(document, '#answered')

const answers: Answer[] = []
for (const place of document.querySelectorAll<HTMLDetailsElement>('details[data-part]')) {
  const part = Number(place.dataset['part'])
  const original = place.dataset['reworded'] === undefined ? null : (parts[part - 1] ?? null)
  const open = (): void => {
    if (!place.open) return
    place.removeEventListener('toggle', open)
    answers.push(openAnswer(place, part, original, template))
  }
  place.addEventListener('toggle', open)
}

const given = (): ReplyAnswer[] =>
  answers.flatMap(each => each.read() ?? []).sort((a, b) => a.part - b.part)

let isUnsaved = false
form.addEventListener('input', () => {
  isUnsaved = true
  answered.textContent = words.answered.replace('{count}', String(given().length))
  // An old word about a file would be taken for one about what is there now.
  status.textContent = ''
})
addEventListener('beforeunload', event => {
  if (isUnsaved) event.preventDefault()
})

const field = (name: string): string => {
  const value = new FormData(form).get(name)
  return typeof value === 'string' ? value.trim() : ''
}

const replyOf = (): Reply => ({
  format: replyFormat,
  kind: 'reply',
  round,
  digest,
  id: newReplyId(),
  name: field('name'),
  organisation: field('organisation'),
  naming: replyNamings.find(each => each === field('naming')) ?? 'withheld',
  answers: given(),
})

const download = (file: Blob, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser reads it after the click; a minute is more than it takes.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const save = async (): Promise<void> => {
  const reply = replyOf()
  if (reply.answers.length === 0) {
    status.textContent = words.nothing
    return
  }
  const file = await sealReply(reply, recipient)
  if (!file) {
    status.textContent = words.tooLarge
    return
  }
  const name = `reply-${reply.id.slice(0, 6)}.brz`
  download(file, name)
  isUnsaved = false
  status.textContent = words.saved.replace('{name}', name)
}

form.addEventListener('submit', event => {
  event.preventDefault()
  save().catch(() => {
    status.textContent = words.failed
  })
})

// Links of the text open beside it, so that what was written stays.
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^=http]'))
  link.target = '_blank'
document.body.classList.remove('waiting')
