// The head of a page for people outside. Its policy allows its own script and style, pictures inside the page,
// and nothing else. A page with it makes no network request.

/** Hashes of the one script and the one style, as the attribute `integrity` has them. */
export type BuiltPage = { style: string; scriptHash: string; styleHash: string }

const pagePolicy = ({ scriptHash, styleHash }: BuiltPage): string =>
  [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `style-src '${styleHash}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

/** `title` as it stands in markup. */
export const pageHead = (built: BuiltPage, title: string): string => `<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(built)}">
<meta http-equiv="x-dns-prefetch-control" content="off">
<meta name="referrer" content="no-referrer">
<meta name="google" content="notranslate">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${built.style}</style>
</head>`

/** JSON for an element of the page: no character in it can end that element. */
export const dataIn = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')
