// Modules that the bundler adds: style sheets, and message catalogues that `scripts/messages.ts`
// has parsed at build time.
declare module '*.css' {}

declare module 'virtual:words/*' {
  const messages: Record<string, import('react-intl').MessageFormatElement[]>
  export { messages }
}
