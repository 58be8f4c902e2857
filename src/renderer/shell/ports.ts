// Takes the ports that the preload hands over as window messages: one to core, one to the shell,
// and one per open document. Nothing else ever reaches the page from outside.
import * as v from 'valibot'
import { DocumentId } from '#shared/ids'
import type { Port } from '#shared/rpc'

const Handed = v.variant('baraza', [
  v.object({ baraza: v.literal('core') }),
  v.object({ baraza: v.literal('shell') }),
  v.object({ baraza: v.literal('document'), document: DocumentId }),
])

export type Ports = {
  core: Promise<Port>
  shell: Promise<Port>
  /** The next port that arrives for `document`; ask the shell to open it after calling this. */
  document: (document: DocumentId) => Promise<MessagePort>
}

/** A MessagePort as `rpc.ts` wants it. */
function portOf(port: MessagePort): Port {
  return {
    post: message => port.postMessage(message),
    onMessage: listener => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => listener(event.data))
      port.start()
    },
  }
}

/** Listens from now on, and tells the preload that it may hand the ports over. */
export function receivePorts(page: Window = window): Ports {
  const core = Promise.withResolvers<Port>()
  const shell = Promise.withResolvers<Port>()
  const documents = new Map<DocumentId, PromiseWithResolvers<MessagePort>>()
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    const [port] = event.ports
    const handed = v.safeParse(Handed, event.data)
    if (event.source !== page || !port || !handed.success) return
    if (handed.output.baraza === 'core') core.resolve(portOf(port))
    else if (handed.output.baraza === 'shell') shell.resolve(portOf(port))
    else {
      documents.get(handed.output.document)?.resolve(port)
      documents.delete(handed.output.document)
    }
  })
  page.postMessage({ baraza: 'ready' }, page.location.origin)
  return {
    core: core.promise,
    shell: shell.promise,
    document: document => {
      const waiting = documents.get(document) ?? Promise.withResolvers<MessagePort>()
      documents.set(document, waiting)
      return waiting.promise
    },
  }
}
