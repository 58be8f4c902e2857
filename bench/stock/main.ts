// Lexical with Yjs as its documentation has it: rich text, the stock collaboration plugin, and a
// provider that sends every update over a socket and applies what comes.
import { createElement } from 'react'
import { LexicalCollaboration } from '@lexical/react/LexicalCollaborationContext'
import { CollaborationPlugin } from '@lexical/react/LexicalCollaborationPlugin'
import { LexicalComposer } from '@lexical/react/LexicalComposer'
import { ContentEditable } from '@lexical/react/LexicalContentEditable'
import { LexicalErrorBoundary } from '@lexical/react/LexicalErrorBoundary'
import { RichTextPlugin } from '@lexical/react/LexicalRichTextPlugin'
import type { Provider } from '@lexical/yjs'
import { $createParagraphNode, $createTextNode, $getRoot } from 'lexical'
import { createRoot } from 'react-dom/client'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'

const fromSocket = Symbol('from the socket')

const providerFor = (doc: Y.Doc): Provider => {
  const listeners = new Map<string, Set<(value: never) => void>>()
  const tell = (name: string, value: unknown): void =>
    listeners.get(name)?.forEach(listen => listen(value as never))
  const on = (name: string, listen: (value: never) => void): void =>
    void listeners.set(name, (listeners.get(name) ?? new Set()).add(listen))
  const off = (name: string, listen: (value: never) => void): void =>
    void listeners.get(name)?.delete(listen)
  return {
    awareness: new Awareness(doc) as unknown as Provider['awareness'],
    connect() {
      const socket = new WebSocket(`ws://${location.host}`)
      socket.binaryType = 'arraybuffer'
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== fromSocket) socket.send(new Uint8Array(update))
      })
      socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) =>
        Y.applyUpdate(doc, new Uint8Array(data), fromSocket)
      socket.onopen = () => {
        tell('status', { status: 'connected' })
        tell('sync', true)
      }
    },
    disconnect() {},
    on: on as Provider['on'],
    off: off as Provider['off'],
  }
}

const paragraphs = (await (await fetch('/paragraphs')).json()) as string[]

const $fill = (): void => {
  for (const text of paragraphs)
    $getRoot().append($createParagraphNode().append($createTextNode(text)))
}

createRoot(document.querySelector('#root') ?? document.body).render(
  createElement(
    LexicalCollaboration,
    null,
    createElement(
      LexicalComposer,
      {
        initialConfig: {
          namespace: 'stock',
          editorState: null,
          onError: (error: Error) => console.error(error),
        },
      },
      createElement(RichTextPlugin, {
        contentEditable: createElement(ContentEditable, { className: 'page-text' }),
        ErrorBoundary: LexicalErrorBoundary,
      }),
      createElement(CollaborationPlugin, {
        id: 'main',
        shouldBootstrap: true,
        initialEditorState: $fill,
        providerFactory(id, documents) {
          const doc = documents.get(id) ?? new Y.Doc()
          documents.set(id, doc)
          return providerFor(doc)
        },
      }),
    ),
  ),
)
