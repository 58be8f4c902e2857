// Modules that the bundler adds: style sheets, and message catalogues that `scripts/messages.ts`
// has parsed at build time.
declare module '*.css' {}

/** The text of a page of docs. */
declare module '*.md?raw' {
  const text: string
  export default text
}

declare module 'virtual:words/*' {
  const messages: Record<string, import('react-intl').MessageFormatElement[]>
  export { messages }
}
