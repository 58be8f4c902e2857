// The schema of Akoma Ntoso, by which libxml2 checks files.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type XmlFile = { dispose(): void }

/** The part of libxml2-wasm that checks files. */
type Libxml = {
  XmlBufferInputProvider: new (files: Record<string, Uint8Array>) => object
  xmlRegisterInputProvider(provider: object): boolean
  XmlDocument: {
    fromBuffer(bytes: Uint8Array, options: { url: string }): XmlFile
    fromString(text: string): XmlFile
  }
  XsdValidator: { fromDoc(schema: XmlFile): { validate(file: XmlFile): void } }
}

// By its name alone: it is compiled where the package is not installed too.
const packageName = 'libxml2-wasm'
const folder = join(import.meta.dirname, '../fixtures/akoma-ntoso')

/** Gives what the schema refuses in a file; nothing if the file is valid. */
export const openSchema = async (): Promise<(xml: string) => string> => {
  const libxml = (await import(packageName)) as Libxml
  const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
  const beside = { 'akn/xml.xsd': bytes('xml.xsd') }
  libxml.xmlRegisterInputProvider(new libxml.XmlBufferInputProvider(beside))
  const url = 'akn/akomantoso30.xsd'
  const schema = libxml.XmlDocument.fromBuffer(bytes('akomantoso30.xsd'), { url })
  const validator = libxml.XsdValidator.fromDoc(schema)
  schema.dispose()
  return xml => {
    const file = libxml.XmlDocument.fromString(xml)
    try {
      validator.validate(file)
      return ''
    } catch (error) {
      return `${String(error)}\n${xml}`
    } finally {
      file.dispose()
    }
  }
}
