// Updates with names or values that mean nothing here.
import * as c from '../crafted.ts'
import { inFirst, mine, one, type Class } from './scene.ts'

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

export const names: Class[] = [
  {
    name: 'names a block like the editor’s root',
    expected: 'element-name',
    make: (s, d) => one(s, {}, c.element(d.one(['UNDEFINED', 'root', 'text', 'tab', 'linebreak']))),
  },
  {
    name: 'names a block with markup',
    expected: 'element-name',
    make: (s, d) => one(s, {}, c.element(d.one(['<script>', '', 'a b', 'x'.repeat(65)]))),
  },
  {
    name: 'sets the editor’s own fields',
    expected: 'attribute-name',
    make: (s, d) =>
      one(
        s,
        {
          parent: s.block,
          key: d.one([
            '__type',
            '__key',
            '__parent',
            '__next',
            '__first',
            '__size',
            '__state',
            '__slots',
          ]),
        },
        c.any('root'),
      ),
  },
  {
    name: 'sets an attribute that is machinery',
    expected: 'attribute-name',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: d.one(['__proto__', 's___proto__', 's_constructor', 'prototype']) },
        c.any('x'),
      ),
  },
  {
    name: 'sets an attribute with an endless name',
    expected: 'attribute-name',
    make: s => one(s, { parent: s.block, key: `s_${'x'.repeat(80)}` }, c.any(1)),
  },
  {
    name: 'styles a block',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: '__style' }, c.any('position:fixed;inset:0')),
  },
  {
    name: 'indents a block out of sight',
    expected: 'attribute-value',
    make: (s, d) =>
      one(s, { parent: s.block, key: '__indent' }, c.any(d.one<unknown>([1e9, -1, 1.5, 'x', {}]))),
  },
  {
    name: 'gives a direction that is none',
    expected: 'attribute-value',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: '__dir' },
        c.any(d.one<unknown>(['up', 1, {}, 'x" onclick="'])),
      ),
  },
  {
    name: 'sets a huge attribute',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: 's_label' }, c.any('x'.repeat(5000))),
  },
  {
    name: 'names a cell without end',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: 's_cell' }, c.any('aaaaaaaaaa '.repeat(500))),
  },
  {
    name: 'puts a table into the text of a cell',
    expected: 'fitting-content',
    make: s => one(s, inFirst(s), c.element('table')),
  },
  {
    name: 'nests an attribute deep',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: 's_label' }, c.any(nested(12))),
  },
  {
    name: 'gives one attribute two values, one of them out of range',
    expected: 'attribute-value',
    make: s => one(s, { parent: s.block, key: '__dir' }, c.any('sideways', 'rtl')),
  },
  {
    name: 'hides a huge value among small ones',
    expected: 'attribute-value',
    make: s =>
      one(s, { parent: s.block, key: 's_label' }, c.any(...Array(50).fill(''), 'x'.repeat(5000))),
  },
  {
    name: 'tells in a label who may read',
    expected: 'label-says-nothing',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: 's_label' },
        c.any(d.one<unknown>(['circle: witnesses', 'Circle', 7, { circle: 'x' }])),
      ),
  },
  {
    name: 'hides words among what names a restricted text',
    expected: 'label-says-nothing',
    make: (s, d) =>
      one(
        s,
        { parent: s.block, key: 's_ref' },
        c.any('', d.one<unknown>(['the witness', 'A'.repeat(32), 'ab'.repeat(15), null])),
      ),
  },
  {
    name: 'hides a wrong schema number among right ones',
    expected: 'schema-number',
    make: s => one(s, { parent: 'meta', key: 'schema' }, c.any(1, 'x', 1)),
  },
  {
    name: 'formats with a name of its own',
    expected: 'format-name',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format(d.one(['onclick', '__style', 'ychange', '__proto__', 's_constructor', '']), 'x'),
      ),
  },
  {
    name: 'styles words',
    expected: 'format-value',
    make: s => one(s, inFirst(s), c.format('p', { __style: 'position:fixed' })),
  },
  {
    name: 'sets the editor’s own fields of a text',
    expected: 'format-value',
    make: (s, d) =>
      one(s, inFirst(s), c.format('p', { [d.one(['__text', '__key', '__type', '__next'])]: 'x' })),
  },
  {
    name: 'makes words of a node that is no text',
    expected: 'format-value',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format('t', d.one<unknown>(['root', 'tab', 'linebreak', 'block', 'a b', 7, {}])),
      ),
  },
  {
    name: 'counts text nodes wrongly',
    expected: 'format-value',
    make: (s, d) => one(s, inFirst(s), c.format('i', d.one<unknown>([-1, 1.5, 1e12, 'x']))),
  },
  {
    name: 'formats with a huge value',
    expected: 'format-value',
    make: s => one(s, inFirst(s), c.format('s_cm:x', 'x'.repeat(5000))),
  },
  {
    name: 'formats with a value too long to read',
    expected: 'format-value',
    make: s => one(s, inFirst(s), c.format('s_cm:x', 'x'.repeat(70_000))),
  },
  {
    name: 'links to a script',
    expected: 'safe-links',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format(
          's_href',
          d.one([
            'javascript:alert(1)',
            'JaVaScRiPt:x',
            ' javascript:x',
            'java\nscript:x',
            'vbscript:x',
          ]),
        ),
      ),
  },
  {
    name: 'links to a file',
    expected: 'safe-links',
    make: (s, d) =>
      one(
        s,
        inFirst(s),
        c.format(
          's_href',
          d.one(['file:///etc/passwd', 'C:\\x', '\\\\host\\share', 'smb://host', 'app://x']),
        ),
      ),
  },
  {
    name: 'links to data',
    expected: 'safe-links',
    make: s => one(s, inFirst(s), c.format('s_href', 'data:text/html,x')),
  },
  {
    name: 'hides a link in a property',
    expected: 'safe-links',
    make: s => one(s, inFirst(s), c.format('s_note', { more: [{ __url: 'javascript:x' }] })),
  },
  {
    name: 'hides a link in an attribute',
    expected: 'safe-links',
    make: s => one(s, { parent: s.block, key: 's_href' }, c.any('file:///x')),
  },
  {
    name: 'hides a link among the sources',
    expected: 'safe-links',
    make: s => one(s, { parent: 'sources', key: 'k' }, c.any({ url: 'javascript:x' })),
  },
  {
    name: 'has a link that is no text',
    expected: 'safe-links',
    make: s => one(s, inFirst(s), c.format('s_href', { toString: 'x' })),
  },
  {
    name: 'names a key of a map like a machine part',
    expected: 'map-key',
    make: (s, d) =>
      one(
        s,
        { parent: 'threads', key: d.one(['__proto__', 'constructor', 'x'.repeat(200)]) },
        c.any(1),
      ),
  },
  {
    name: 'puts a huge value in a map',
    expected: 'map-value',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.any('x'.repeat(70_000))),
  },
  {
    name: 'puts a long title',
    expected: 'map-value',
    make: s => one(s, { parent: 'meta', key: 'title' }, c.any('x'.repeat(5_000))),
  },
  {
    name: 'nests a value in a map deep',
    expected: 'map-value',
    make: s => one(s, { parent: 'threads', key: 'k' }, c.any(nested(20))),
  },
  {
    name: 'gives the schema a number that is none',
    expected: 'schema-number',
    make: (s, d) =>
      one(
        s,
        { parent: 'meta', key: 'schema' },
        c.any(d.one<unknown>([0, -1, 1.5, '2', null, { a: 1 }, [1]])),
      ),
  },
  {
    name: 'hides machinery in a value',
    expected: 'plain-names',
    make: (s, d) =>
      one(
        s,
        { parent: 'threads', key: 'k' },
        c.any({ [d.one(['constructor', 'prototype'])]: { x: 1 } }),
      ),
  },
  {
    name: 'hides a prototype in a value',
    expected: 'plain-names',
    make: s =>
      one(
        s,
        { parent: 'threads', key: 'k' },
        c.raw(8, 1, 1, 118, 1, 9, ...new TextEncoder().encode('__proto__'), 118, 0),
      ),
  },
  {
    name: 'gives one block very many attributes',
    expected: 'few-attributes',
    make: s =>
      mine(
        s,
        ...Array.from({ length: 65 }, (_, index) => ({
          at: { parent: s.block, key: `s_a${index}` },
          is: c.any(1),
        })),
      ),
  },
]
