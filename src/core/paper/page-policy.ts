// The policy of a page for people outside: its own script and style, pictures inside the page, and nothing
// else. A page with it makes no network request.

/** `built`: hashes of the one script and the one style, as the attribute `integrity` has them. */
export const pagePolicy = (built: { scriptHash: string; styleHash: string }): string =>
  [
    "default-src 'none'",
    `script-src '${built.scriptHash}'`,
    `style-src '${built.styleHash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
