// The content policy of our pages: they load, run and speak to their own files, and nothing else.
// Sent with every answer of app://, and with every page of the tests of screens.
const rules = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' blob: data:`,
  `font-src 'self'`,
  `connect-src 'none'`,
  `worker-src 'none'`,
  `object-src 'none'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types default baraza-paste`,
]

export const contentPolicy = rules.join('; ')
