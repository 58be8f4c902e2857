// The page that is printed: the built sheet with one document in it.
import type { ControlContract } from '#shared/control'
import type { Output } from '#shared/rpc'

export type Printable = Output<ControlContract, 'printable'>

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, sign => `&#${sign.codePointAt(0) ?? 0};`)

/** The built page with the document's own language, direction, title and body in it. */
export const fillPrintPage = (
  sheet: string,
  { title, language, direction, body }: Printable,
): string =>
  sheet
    .replace(/<html[^>]*>/, () => `<html lang="${escape(language)}" dir="${direction}">`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escape(title)}</title>`)
    .replace('<!--sheet-->', () => body)
