// Puts pictures into the figures of the page. The editor keeps the caption; the space above it is no part
// of its text, and holds the picture, or says that it has not arrived.
import type { Picture } from '#document/model'
import type { MemberId } from '#shared/ids'
import { $getRoot, mergeRegister, type LexicalEditor, type NodeKey } from 'lexical'
import { $figureOf, $isWithheld } from '../blocks/block-state.ts'
import type { Pictures, Shown } from './pictures.ts'

export type FigureWords = {
  /** Where the picture has not arrived here, and who put it into the text. */
  missing(by?: MemberId): string
  /** Shown where the alternative text is missing. */
  noAlternative: string
  /** Where the figure names no picture. */
  none: string
}

type Look = { picture: Picture | null; alternative: string }

const textIn = (name: string, words: string): HTMLElement => {
  const element = document.createElement('p')
  element.className = name
  element.textContent = words
  return element
}

const imageOf = (address: string, { width, height }: Picture, alternative: string): HTMLElement => {
  const image = document.createElement('img')
  Object.assign(image, { src: address, width, height, alt: alternative, draggable: false })
  image.decoding = 'async'
  return image
}

const contentOf = (look: Look, shown: Shown | null, words: FigureWords): HTMLElement[] => {
  const { picture, alternative } = look
  const inPlace = alternative === '' ? [] : [textIn('figure-words-for', alternative)]
  if (!picture || !shown) return [textIn('figure-absent', words.none), ...inPlace]
  if (shown.is === 'here')
    return [
      imageOf(shown.address, picture, alternative),
      ...(alternative === '' ? [textIn('figure-warning', words.noAlternative)] : []),
    ]
  return [
    textIn('figure-absent', shown.is === 'missing' ? words.missing(shown.by) : ''),
    ...inPlace,
  ]
}

/** Returns its undo. */
export const showFigures = (
  editor: LexicalEditor,
  pictures: Pictures,
  words: FigureWords,
): (() => void) => {
  const looks = new Map<NodeKey, Look>()
  /** The figures of each picture, by its hash. */
  const figuresOf = new Map<string, Set<NodeKey>>()

  const forget = (key: NodeKey): void => {
    const hash = looks.get(key)?.picture?.hash
    if (hash !== undefined) figuresOf.get(hash)?.delete(key)
    looks.delete(key)
  }
  const remember = (key: NodeKey, look: Look): void => {
    forget(key)
    looks.set(key, look)
    if (!look.picture) return
    const { hash } = look.picture
    figuresOf.set(hash, (figuresOf.get(hash) ?? new Set()).add(key))
  }
  const spaceOf = (key: NodeKey): HTMLElement | null =>
    editor.getElementByKey(key)?.querySelector<HTMLElement>(':scope > .figure-picture') ?? null
  const paint = (key: NodeKey): void => {
    // Most of what changes is no figure, and the page itself is among it: all of it would be searched.
    const look = looks.get(key)
    if (!look) return
    const space = spaceOf(key)
    if (!space) return
    const shown = look.picture && pictures.of(look.picture)
    const is = JSON.stringify([look, shown])
    if (space.dataset['is'] === is) return
    space.dataset['is'] = is
    // As high as it will be, so that nothing below it jumps when it comes.
    const { width, height } = look.picture ?? { width: 0, height: 0 }
    space.style.setProperty('--shape', width > 0 ? `${width} / ${height}` : 'auto')
    space.style.setProperty('--width', `${width}px`)
    space.replaceChildren(...contentOf(look, shown, words))
  }
  const $look = (keys: Iterable<NodeKey>): void => {
    const nodes = editor.getEditorState()._nodeMap
    for (const key of keys) {
      const node = nodes.get(key)
      const figure = node?.isAttached() === true ? $figureOf(node) : null
      // One that is withheld says nothing of a picture, but shows what was put in its place.
      const isShown = figure && (figure.picture !== null || !node || !$isWithheld(node))
      if (isShown) remember(key, figure)
      else if (looks.has(key)) {
        forget(key)
        const space = spaceOf(key)
        space?.replaceChildren()
        delete space?.dataset['is']
      }
    }
  }
  const readAll = (): void => {
    looks.clear()
    figuresOf.clear()
    editor.getEditorState().read(() => $look($getRoot().getChildrenKeys()))
    for (const key of looks.keys()) paint(key)
  }
  return mergeRegister(
    editor.registerRootListener(readAll),
    editor.registerUpdateListener(({ dirtyElements, editorState }) => {
      if (dirtyElements.size === 0) return
      editorState.read(() => $look(dirtyElements.keys()))
      for (const key of dirtyElements.keys()) paint(key)
    }),
    pictures.subscribe(hash => figuresOf.get(hash)?.forEach(paint)),
  )
}
