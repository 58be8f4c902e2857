// Runs in one file from the disk: checks a pack that a person chooses, by the card and the six words that
// the person had before. It makes no request, keeps nothing, and shows no word of a card.
import {
  checkPack,
  hexOf,
  isUnknown,
  largestCard,
  largestPack,
  readCard,
  readContainer,
  summaryOfPack,
  type Added,
  type Checked,
  type Compared,
  type Container,
  type GroupCard,
  type Looked,
} from '#shared/adoption'
import { answerView } from './answer.ts'
import { asideView, todoView } from './aside.ts'
import { element, icon } from './elements.ts'
import { cardBits, packCrypto } from './pack-crypto.ts'
import { rowsView } from './rows.ts'
import {
  directionOf,
  firstLanguage,
  languageNames,
  languages,
  speaking,
  type PageData,
  type PageLanguage,
} from './spoken.ts'
import { reservationsView, textView } from './text-view.ts'
import { areWordsOf, isComplete } from './typed-words.ts'

const data = JSON.parse(document.querySelector('#data')?.textContent ?? '') as PageData

type Card = { card: GroupCard; bits: Promise<bigint> | null; bytes: Uint8Array }

const state = {
  language: firstLanguage(navigator.languages),
  /** The file that was chosen last. */
  chosen: null as File | null,
  pack: null as Container | null,
  isRefused: false,
  isReading: false,
  card: null as Card | null,
  isBadCard: false,
  checked: null as Checked | null,
  added: [] as Added[],
  typed: '',
  compared: null as Compared,
  isComparing: false,
  isWhole: false,
}

const cardFrom = (bytes: Uint8Array): Card | null => {
  const read = readCard(bytes)
  return 'value' in read ? { card: read.value, bits: null, bytes } : null
}

const check = (): void => {
  const { pack, card } = state
  state.checked = pack && checkPack(pack.files, card?.card ?? null, packCrypto, pack.damaged)
}

const bytesOf = async (file: File, most: number): Promise<Uint8Array | null> =>
  file.size > most ? null : new Uint8Array(await file.arrayBuffer())

/** Lets the page show that it works before it does. */
const afterPaint = (): Promise<void> => new Promise(done => setTimeout(done, 30))

const choosePack = async (file: File): Promise<void> => {
  const reset = { isRefused: false, pack: null, checked: null, added: [], isWhole: false }
  Object.assign(state, { ...reset, isReading: true, chosen: file })
  show()
  await afterPaint()
  const bytes = await bytesOf(file, largestPack)
  // Another one was chosen meanwhile.
  if (state.chosen !== file) return
  const read = bytes && readContainer(bytes)
  state.pack = read && 'value' in read ? read.value : null
  state.isRefused = state.pack === null
  state.isReading = false
  check()
  show()
}

const chooseCard = async (file: File): Promise<void> => {
  const bytes = await bytesOf(file, largestCard)
  state.card = bytes && cardFrom(bytes)
  state.isBadCard = state.card === null
  check()
  show()
  await compare()
}

const addFile = async (file: File): Promise<void> => {
  const { chosen } = state
  const bytes = await bytesOf(file, largestPack)
  if (state.chosen !== chosen) return
  const own = bytes && hexOf(packCrypto.sha256(bytes))
  const listed = [...(state.pack?.files.values() ?? [])].map(each => hexOf(packCrypto.sha256(each)))
  state.added.push({ name: file.name, isListed: own !== null && listed.includes(own) })
  show()
}

/** Compares what is typed with the card; an answer that comes after more was typed counts nothing. */
const compare = async (): Promise<void> => {
  const { typed, card } = state
  state.compared = null
  state.isComparing = card !== null && isComplete(typed)
  show()
  if (!card || !state.isComparing) return
  card.bits ??= afterPaint().then(() => cardBits(card.bytes, part => (progress.value = part)))
  const bits = await card.bits
  if (state.typed !== typed || state.card !== card) return
  state.compared = areWordsOf(typed, bits)
  state.isComparing = false
  show()
}

const say = (id: string, values?: Record<string, string | number>): string =>
  speaking(data, state.language)(id, values)

/** A button that opens the dialog of the browser for one file. */
const fileButton = (take: (file: File) => Promise<void>, accept = ''): HTMLButtonElement => {
  const input = element('input', { type: 'file', accept })
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    // The same file can be chosen again.
    if (file) void take(file).finally(() => (input.value = ''))
  })
  const button = element('button', { type: 'button' })
  button.addEventListener('click', () => input.click())
  return button
}

const packButton = fileButton(choosePack, '.zip')
const cardButton = fileButton(chooseCard)
const moreButton = fileButton(addFile)

const wordsInput = element('input', {
  id: 'words',
  type: 'text',
  autocomplete: 'off',
  autocapitalize: 'off',
  autocorrect: 'off',
  spellcheck: 'false',
  'aria-describedby': 'words-hint words-answer',
  'data-gramm': 'false',
})
wordsInput.addEventListener('input', () => {
  state.typed = wordsInput.value
  void compare()
})

const expectTitle = element('h2', { id: 'expect' })
const expectHint = element('p', { class: 'hint', id: 'words-hint' })
const expectLabel = element('label', { class: 'hidden', for: 'words' })
const progress = element('progress', { max: '1', value: '0', 'aria-labelledby': 'words-answer' })
const expectAnswer = element('p', { id: 'words-answer', role: 'status' })
const checkedButtons = element('div', { class: 'buttons' }, moreButton, packButton)
const answerPlace = element('div')
const checkedPlace = element('div')
const asidePlace = element('aside')
const headerPlace = element('header')

const wordsAnswer = (): [look: '' | 'ok' | 'bad' | 'unknown', text: string] => {
  const { card, typed, compared, isComparing, isBadCard, checked } = state
  if (isBadCard) return ['bad', say('badCard')]
  if (isComparing) return ['', say('comparing')]
  if (!card) return isComplete(typed) ? ['unknown', say('noCard')] : ['', '']
  if (compared === null) return ['', '']
  if (compared && !checked) return ['ok', say('sameCard')]
  const isSame = compared && (checked?.officers.known ?? 0) > 0
  return isSame ? ['ok', say('same')] : ['unknown', say('other')]
}

const showHeader = (): void => {
  const choice = element('select', { 'aria-label': say('language') })
  for (const each of languages) {
    const option = element('option', { value: each, lang: each }, languageNames[each])
    option.selected = each === state.language
    choice.append(option)
  }
  choice.addEventListener('change', () => {
    state.language = choice.value as PageLanguage
    showHeader()
    show()
    headerPlace.querySelector('select')?.focus()
  })
  headerPlace.replaceChildren(
    element(
      'div',
      { class: 'inner' },
      icon('logo', 22),
      element('b', {}, say('title')),
      element('span', { class: 'offline' }, icon('offline', 16), say('offline')),
      choice,
    ),
  )
}

const showExpect = (): void => {
  expectTitle.textContent = say('expect')
  expectHint.textContent = say('expectHint')
  expectLabel.textContent = say('expectLabel')
  const [look, text] = wordsAnswer()
  expectAnswer.className = look
  if (expectAnswer.textContent !== text)
    expectAnswer.replaceChildren(...(look === '' ? [] : [icon(look)]), text)
  progress.hidden = !state.isComparing
  cardButton.textContent = say('addCard')
  cardButton.hidden = data.card !== null
}

const showChecked = (looked: Looked): void => {
  const { checked, added, isWhole } = state
  packButton.textContent = say(checked ? 'otherPack' : 'choosePack')
  packButton.className = checked ? '' : 'main'
  moreButton.textContent = say('addFile')
  moreButton.hidden = checked === null
  if (!checked) {
    checkedPlace.replaceChildren()
    return
  }
  const readAll = (): void => {
    state.isWhole = true
    show()
  }
  const rows = rowsView(summaryOfPack(checked), looked, added, say)
  const reservations = reservationsView(checked, say)
  checkedPlace.replaceChildren(
    element('section', {}, element('h2', {}, say('checked')), rows),
    ...(isUnknown(looked) ? [todoView(say)] : []),
    ...textView(checked, say, { isWhole, readAll }),
    ...(reservations ? [reservations] : []),
  )
}

let lastAnswer = ''

const show = (): void => {
  const { checked, isRefused, isReading, card, compared } = state
  const summary = checked && summaryOfPack(checked)
  const looked: Looked = {
    checked: summary,
    isRefused,
    isReading,
    hasCard: card !== null,
    compared,
  }
  document.documentElement.lang = state.language
  document.documentElement.dir = directionOf(state.language)
  document.title = say('title')
  const answer = answerView(looked, say)
  // A reader of the screen is told an answer once.
  if (answer.outerHTML !== lastAnswer) answerPlace.replaceChildren(answer)
  lastAnswer = answer.outerHTML
  showExpect()
  showChecked(looked)
  asidePlace.setAttribute('aria-label', say('limits'))
  asidePlace.replaceChildren(...asideView(checked, say, state.language))
}

if (data.card !== null) state.card = cardFrom(new TextEncoder().encode(data.card))
document.addEventListener('dragover', event => event.preventDefault())
document.addEventListener('drop', event => {
  event.preventDefault()
  const [file] = event.dataTransfer?.files ?? []
  if (file) void choosePack(file)
})
document.body.replaceChildren(
  headerPlace,
  element(
    'main',
    { class: 'inner' },
    answerPlace,
    element(
      'div',
      { class: 'columns' },
      element(
        'div',
        {},
        element(
          'section',
          { class: 'expect', 'aria-labelledby': 'expect' },
          expectTitle,
          expectHint,
          expectLabel,
          wordsInput,
          expectAnswer,
          progress,
          cardButton,
        ),
        checkedPlace,
        checkedButtons,
      ),
      asidePlace,
    ),
  ),
)
showHeader()
show()
