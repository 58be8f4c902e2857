// Trusted Types: the only markup that code outside the editor may assign is the empty string
// (react-aria's announcer clears itself with it). Must be the first import of the entry.
type PolicyFactory = {
  createPolicy(name: string, rules: { createHTML(markup: string): string | null }): unknown
}

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
factory?.createPolicy('default', { createHTML: markup => (markup === '' ? '' : null) })
