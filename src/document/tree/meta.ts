// The document's own particulars, in a map beside the body. Authors are never fields: who wrote
// what comes from the signed messages.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { DocumentKind, Language } from '#shared/vocabulary'
import { metaName } from './layout.ts'
import { schema, type PageMeta } from '#document/model'

const fields = {
  kind: v.fallback(DocumentKind, 'statement'),
  title: v.fallback(v.string(), ''),
  language: v.fallback(Language, 'en'),
  reference: v.fallback(v.string(), ''),
  symbol: v.fallback(v.string(), ''),
  status: v.fallback(v.literal('draft'), 'draft'),
  schema: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1)), schema),
}

/** From what stands under each key; a missing or misshapen field reads as its plain default. */
export const metaFrom = (valueOf: (key: string) => unknown): PageMeta =>
  v.parse(v.object(fields), {
    ...Object.fromEntries(Object.keys(fields).map(key => [key, valueOf(key)])),
  })

/** The properties of the document. */
export const readMeta = (doc: Y.Doc): PageMeta => metaFrom(key => doc.getMap(metaName).get(key))

/** Sets the given fields in one transaction; equal values are not written again. */
export const writeMeta = (
  doc: Y.Doc,
  meta: Partial<Omit<PageMeta, 'schema'>>,
  origin: unknown = null,
): void =>
  doc.transact(() => {
    const map = doc.getMap(metaName)
    for (const [key, value] of Object.entries(meta)) if (map.get(key) !== value) map.set(key, value)
  }, origin)

/** Whether a `schema` as it is stored is that of a newer version of the app. */
export const isNewer = (number: unknown): boolean =>
  typeof number === 'number' && Number.isInteger(number) && number > schema

/** True when a newer version of the app laid the document out: readable, but not to be edited. */
export const isNewerSchema = (doc: Y.Doc): boolean => isNewer(doc.getMap(metaName).get('schema'))
