// The place of a struct: its shared type and its key. Both follow from the struct and from items
// that never change their place, so every device finds the same at any time.
import { amendmentsName } from '#document/review/amendments'
import { attachmentsName } from '#document/files'
import { metaName, rootName } from '#document/tree'
import { sourcesName } from '#document/languages'
import { threadsName } from '#document/review/comments'
import * as Y from 'yjs'
import type { Id, Struct, TypeKind } from './scan.ts'

export type ContainerKind = TypeKind | 'page'

/** One shared type; two structs lie together when their containers are the same object. */
export type Container = {
  kind: ContainerKind
  /** Types above it. */
  depth: number
  /** Name of the root that it hangs from. */
  root: string
}

/** `key` is null for an item in a sequence. */
export type Place = { container: Container; key: string | null }

/** The body and the maps beside it. */
const roots = new Map<string, ContainerKind>([
  [rootName, 'page'],
  ...[metaName, threadsName, amendmentsName, 'footnotes', sourcesName, attachmentsName].map(
    (name): [string, ContainerKind] => [name, 'map'],
  ),
])

export const isKnownRoot = (name: string): boolean => roots.has(name)

/** Gives a document all its roots with their types. */
export const defineRoots = (doc: Y.Doc): void => {
  for (const [name, kind] of roots) {
    if (kind === 'page') doc.get(name, Y.XmlElement)
    else doc.getMap(name)
  }
}

type SharedType = Y.AbstractType<unknown>

const kindOf = (type: SharedType): ContainerKind => {
  if (type instanceof Y.XmlText) return 'text'
  if (type instanceof Y.XmlElement) return 'element'
  if (type instanceof Y.XmlHook) return 'hook'
  if (type instanceof Y.XmlFragment) return 'fragment'
  if (type instanceof Y.Text) return 'words'
  return type instanceof Y.Array ? 'list' : 'map'
}

export type Resolved = {
  /** Null when its parent or a neighbour is no place to write in. */
  place: Place | null
  /** Both neighbours lie in one sequence, or under one key. */
  together: boolean
}

const same = (a: Place, b: Place): boolean => a.container === b.container && a.key === b.key

/** `newAt` returns the struct of the update itself that covers an id, if one does. */
export const openPlaces = (doc: Y.Doc, newAt: (id: Id) => Struct | null) => {
  const containers = new Map<string | SharedType | Struct, Container>()
  const places = new Map<Struct, Place | null>()
  /** The types of the containers that the document has. */
  const types = new Map<Container, SharedType>()

  const remember = (of: string | SharedType | Struct, make: () => Container): Container => {
    const known = containers.get(of)
    if (known) return known
    const container = make()
    containers.set(of, container)
    return container
  }
  const rootContainer = (root: string): Container => {
    const container = remember(root, () => ({ kind: roots.get(root) ?? 'map', depth: 0, root }))
    const type = doc.share.get(root)
    return type ? typed(type as SharedType, container) : container
  }

  const below = (kind: TypeKind, { depth, root }: Container): Container => ({
    kind,
    depth: depth + 1,
    root,
  })
  const containerOf = (type: SharedType): Container => {
    if (type._item === null) return rootContainer(Y.findRootTypeKey(type))
    const { parent } = type._item
    return parent instanceof Y.AbstractType
      ? typed(
          type,
          remember(type, () => below(kindOf(type) as TypeKind, containerOf(parent))),
        )
      : rootContainer('')
  }
  const typed = (type: SharedType, container: Container): Container => {
    types.set(container, type)
    return container
  }
  /** Null for an item that was never placed. */
  const placeOfItem = (item: unknown): Place | null =>
    item instanceof Y.Item && item.parent instanceof Y.AbstractType
      ? { container: containerOf(item.parent), key: item.parentSub }
      : null
  const itemAt = ({ client, clock }: Id): unknown =>
    clock < Y.getState(doc.store, client) ? Y.getItem(doc.store, Y.createID(client, clock)) : null
  const placeAt = (id: Id): Place | null => {
    const struct = newAt(id)
    return struct ? (places.get(struct) ?? null) : placeOfItem(itemAt(id))
  }
  /** The type that an item holds; null where it holds none. */
  const containerAt = (id: Id): Container | null => {
    const struct = newAt(id)
    if (struct) {
      const { content } = struct
      const parent = places.get(struct)?.container
      return content.kind === 'type' && parent
        ? remember(struct, () => below(content.type, parent))
        : null
    }
    const item = itemAt(id)
    return item instanceof Y.Item && item.content instanceof Y.ContentType
      ? containerOf(item.content.type as SharedType)
      : null
  }
  const parentOf = (parent: string | Id): Container | null =>
    typeof parent === 'string' ? rootContainer(parent) : containerAt(parent)

  const find = ({ origin, rightOrigin, parent, key }: Struct): Resolved => {
    const left = origin && placeAt(origin)
    const right = rightOrigin && placeAt(rightOrigin)
    if ((origin && !left) || (rightOrigin && !right)) return { place: null, together: true }
    if (left || right)
      return { place: left ?? right, together: !left || !right || same(left, right) }
    const container = parent === null ? null : parentOf(parent)
    return { place: container && { container, key }, together: true }
  }
  return {
    /** Must be called in an order in which a struct comes after everything that it refers to. */
    resolve(struct: Struct): Resolved {
      const resolved = find(struct)
      places.set(struct, resolved.place)
      return resolved
    },
    /** The result of `resolve`. */
    placeOf: (struct: Struct): Place | null => places.get(struct) ?? null,
    itemAt,
    /** The first item of a sequence, or of the values under a key. */
    startOf(container: Container, key: string | null): Y.Item | null {
      const type = types.get(container)
      let item = (key === null ? type?._start : type?._map.get(key)) ?? null
      while (key !== null && item?.left) item = item.left
      return item
    },
    /** The update itself makes it. */
    isNew: (container: Container): boolean => !types.has(container),
  }
}
