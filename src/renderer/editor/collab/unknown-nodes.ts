// Keeps what a newer version of the app wrote. Lexical's binding throws on a node type that is not
// registered and removes attributes that it does not know; here every unknown type gets a stand-in
// class before the binding meets it, and every unknown attribute a place on its node, so that both
// are shown plainly, cannot be edited, and go back into the shared tree as they came.
import type { BindingV2 } from '@lexical/yjs'
import { blockNodeName } from '#document/tree'
import {
  createEditor,
  ElementNode,
  TextNode,
  type EditorConfig,
  type Klass,
  type LexicalEditor,
  type LexicalNode,
} from 'lexical'
import * as Y from 'yjs'

type Properties = Record<string, unknown>
const properties = (node: LexicalNode): Properties => node as unknown as Properties

/** Copies to a clone the properties that its class knows nothing of. */
export const keepUnknownProperties = (clone: LexicalNode, previous: LexicalNode): void => {
  for (const [name, value] of Object.entries(properties(previous)))
    if (!Object.hasOwn(clone, name)) properties(clone)[name] = value
}

const elementFor = (type: string): Klass<LexicalNode> =>
  class extends ElementNode {
    override $config() {
      return this.config(type, { extends: ElementNode })
    }
    override createDOM(_config: EditorConfig, editor: LexicalEditor): HTMLElement {
      const page = editor.getRootElement()?.ownerDocument ?? globalThis.document
      const dom = page.createElement('p')
      dom.setAttribute('data-foreign', '')
      dom.setAttribute('contenteditable', 'false')
      return dom
    }
    override updateDOM(): boolean {
      return false
    }
    override afterCloneFrom(previous: this): void {
      super.afterCloneFrom(previous)
      keepUnknownProperties(this, previous)
    }
  }

const textFor = (type: string): Klass<LexicalNode> =>
  class extends TextNode {
    override $config() {
      return this.config(type, { extends: TextNode })
    }
    override afterCloneFrom(previous: this): void {
      super.afterCloneFrom(previous)
      keepUnknownProperties(this, previous)
    }
  }

const register = (editor: LexicalEditor, type: string, klass: Klass<LexicalNode>): void => {
  // Lexical registers node classes only when an editor is created; a throwaway editor makes the
  // registration.
  const registered = createEditor({ namespace: 'stand-in', nodes: [klass] })._nodes.get(type)
  if (registered !== undefined) editor._nodes.set(type, registered)
}

// The properties of a fresh element node, by attribute name; those are not new to any version.
const elementDefaults: Properties = {
  __dir: null,
  __format: 0,
  __indent: 0,
  __style: '',
  __textFormat: 0,
  __textStyle: '',
}

const knows = (binding: BindingV2, type: string, names: readonly string[]): void => {
  const known = binding.nodeProperties.get(type) ?? {}
  const missing = names.filter(
    name =>
      !name.startsWith('s_') &&
      !Object.hasOwn(known, name) &&
      !(type === blockNodeName && Object.hasOwn(elementDefaults, name)),
  )
  if (missing.length === 0 && binding.nodeProperties.has(type)) return
  const added = Object.fromEntries(missing.map(name => [name, elementDefaults[name]]))
  binding.nodeProperties.set(type, Object.freeze({ ...known, ...added }))
}

const meetText = (binding: BindingV2, text: Y.XmlText): void => {
  for (const { attributes } of text.toDelta() as { attributes?: Properties }[]) {
    const type = attributes?.['t']
    if (typeof type !== 'string' || binding.editor._nodes.has(type)) continue
    register(binding.editor, type, textFor(type))
    binding.nodeProperties.set(type, { ...binding.nodeProperties.get('text'), __type: type })
  }
}

/** Prepares the editor for everything in and below `type`. Call before the binding reads it. */
export const registerUnknownTypes = (binding: BindingV2, type: unknown): void => {
  if (type instanceof Y.XmlText) return meetText(binding, type)
  if (!(type instanceof Y.XmlElement)) return
  if (type !== binding.root) {
    if (!binding.editor._nodes.has(type.nodeName))
      register(binding.editor, type.nodeName, elementFor(type.nodeName))
    knows(binding, type.nodeName, Object.keys(type.getAttributes()))
  }
  for (const child of type.toArray()) registerUnknownTypes(binding, child)
}

/** The same for what a transaction changed. To ask a text's event for its changes is to write. */
export const registerUnknownTypesIn = (
  binding: BindingV2,
  events: readonly Y.YEvent<Y.XmlElement | Y.XmlText>[],
): void => {
  for (const event of events) {
    const { target } = event
    if (target instanceof Y.XmlText) meetText(binding, target)
    else if (target instanceof Y.XmlElement) {
      if (event.keys.size > 0 && target !== binding.root)
        knows(binding, target.nodeName, [...event.keys.keys()])
      for (const item of event.changes.added)
        if (item.content instanceof Y.ContentType) registerUnknownTypes(binding, item.content.type)
    }
  }
}
