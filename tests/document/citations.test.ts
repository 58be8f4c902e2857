// Citations in a text, in six languages; and text that only looks like one.
import type { Language } from '#shared/contract'
import { citationsIn, type Citation } from '../../src/document/citations/citations.ts'
import { citedBy, citingTexts, instrumentIn } from '#document/citations'
import type { Page } from '#document/model'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { computedSoFar } from '#tests/computed'
import { blocksFromText } from '#tests/imported'

const shown = (citation: Citation): string =>
  citation.kind === 'paragraph'
    ? `¶ ${citation.paragraphs
        .map(({ first, last }) => (last === null ? first : `${first}–${last}`))
        .join(', ')}`
    : citation.instrument
const cited = (text: string, language: Language = 'en') => citationsIn(text, language).map(shown)

test('the statement from which the product was conceived cites exactly this', () => {
  const text = readFileSync(new URL('../fixtures/seed-statement.txt', import.meta.url), 'utf8')
  const { blocks } = blocksFromText(text)
  const all = blocks.flatMap(({ runs }) => cited(runs.map(run => run.text).join('')))
  expect(all).toEqual(['A/RES/68/181', 'A/RES/66/164', 'A/HRC/RES/22/6', 'CSW62', '¶ 42', 'CSW61'])
})

test.each([
  'A/RES/68/181',
  'A/HRC/RES/22/6',
  'A/66/203',
  'A/66/203/Add.1',
  'A/68/PV.70',
  'A/C.3/68/L.64/Rev.1',
  'A/HRC/37/51',
  'A/HRC/WG.6/31/KHM/1',
  'A/CONF.157/24',
  'E/CN.6/2018/3',
  'E/CN.6/2018/L.8',
  'E/2018/27',
  'E/C.12/GC/20',
  'S/RES/1325',
  'S/PRST/2018/3',
  'S/2018/16',
  'S/PV.8234',
  'CEDAW/C/KHM/CO/4-5',
  'CEDAW/C/GC/35',
  'HRI/GEN/1/Rev.9',
  'UNW/2018/2',
])('%s is a symbol, at the end of a sentence, in brackets and among Arabic', symbol => {
  expect(cited(`See ${symbol}.`)).toEqual([symbol])
  expect(cited(`(${symbol}), and`)).toEqual([symbol])
  expect(cited(`القرار ${symbol}، الذي`, 'ar')).toEqual([symbol])
  expect(cited(`https://undocs.org/${symbol}`)).toEqual([symbol])
  expect(instrumentIn(` ${symbol.toLowerCase()} `)).toBe(symbol)
})

test('a resolution of the Security Council is the same with its year and without', () => {
  const [found] = citationsIn('resolution S/RES/1325 (2000) and', 'en')
  expect(found).toEqual({ kind: 'symbol', from: 11, to: 28, instrument: 'S/RES/1325' })
  expect(instrumentIn('S/RES/1325 (2000)')).toBe('S/RES/1325')
  expect(instrumentIn('rural women')).toBe(null)
  expect(instrumentIn('A/RES/68/181 and A/RES/66/164')).toBe(null)
})

test('sessions of a body', () => {
  expect(cited('CSW61, CSW 62 and CSW-63; the HRC37')).toEqual(['CSW61', 'CSW62', 'CSW63', 'HRC37'])
  expect(cited('CSW٦٢', 'ar')).toEqual([])
})

const beside: [Language, string, string[]][] = [
  ['zh', '见A/RES/68/181号决议', ['A/RES/68/181']],
  ['zh', '大会第A/RES/68/181号决议和S/RES/1325 (2000)号决议。', ['A/RES/68/181', 'S/RES/1325']],
  ['zh', '在CSW62期间', ['CSW62']],
  ['zh', '（E/CN.6/2018/3）第42段', ['E/CN.6/2018/3', '¶ 42']],
  ['zh', 'A/HRC/37/51号文件第7段', ['A/HRC/37/51', '¶ 7']],
  ['ru', 'в резолюции A/RES/68/181-й', ['A/RES/68/181']],
  ['ru', 'см. CSW62-я и CSW 61.', ['CSW62', 'CSW61']],
  ['ru', 'документ E/CN.6/2018/3, пункт 7', ['E/CN.6/2018/3', '¶ 7']],
  ['fr', 'l’A/RES/68/181, au paragraphe 3 a)', ['A/RES/68/181', '¶ 3 a)']],
  ['es', 'véase A/RES/68/181; la CSW62, párrafo 7', ['A/RES/68/181', 'CSW62', '¶ 7']],
  ['ar', 'القرار A/RES/68/181، الفقرة 7، وخلال CSW62.', ['A/RES/68/181', '¶ 7', 'CSW62']],
  ['en', 'A/RES/68/181’s paragraph 7 and CSW62’s', ['A/RES/68/181', '¶ 7', 'CSW62']],
]
test.each(beside)('%s: %s', (language, text, found) => expect(cited(text, language)).toEqual(found))

const named: [Language, string, string[]][] = [
  ['en', 'the sixty-second session of the Commission on the Status of Women', ['CSW62']],
  ['en', 'the Commission on the Status of Women, at its sixtieth session,', ['CSW60']],
  ['en', 'the 62nd session of the Commission on the Status of Women', ['CSW62']],
  ['en', 'Thirty-seventh session of the Human Rights Council', ['HRC37']],
  ['fr', 'la soixante-deuxième session de la Commission de la condition de la femme', ['CSW62']],
  ['fr', 'la soixante et unième session de la Commission de la condition de la femme', ['CSW61']],
  ['fr', 'la soixante et onzième session de la Commission de la condition de la femme', ['CSW71']],
  ['fr', 'le Conseil des droits de l’homme, à sa trente-septième session', ['HRC37']],
  [
    'es',
    'el 62º período de sesiones de la Comisión de la Condición Jurídica y Social de la Mujer',
    ['CSW62'],
  ],
  ['es', 'el Consejo de Derechos Humanos en su 37º período de sesiones', ['HRC37']],
  ['ar', 'الدورة الثانية والستين للجنة وضع المرأة', ['CSW62']],
  ['ar', 'لجنة وضع المرأة في دورتها الحادية والستين', ['CSW61']],
  ['ar', 'في الدورة السابعة والثلاثين لمجلس حقوق الإنسان', ['HRC37']],
  ['ru', 'на шестьдесят второй сессии Комиссии по положению женщин', ['CSW62']],
  ['ru', 'шестидесятая сессия Комиссии по положению женщин', ['CSW60']],
  ['ru', 'в ходе 62-й сессии Комиссии по положению женщин', ['CSW62']],
  ['ru', 'Совет по правам человека на своей тридцать седьмой сессии', ['HRC37']],
  ['zh', '在妇女地位委员会第六十二届会议上', ['CSW62']],
  ['zh', '人权理事会第37届会议', ['HRC37']],
  ['zh', '妇女地位委员会第十届会议', ['CSW10']],
]
test.each(named)('%s: a session in full, %s', (language, text, found) => {
  expect(cited(text, language)).toEqual(found)
  for (const { from, to } of citationsIn(text, language))
    expect(citationsIn(text.slice(from, to), language)).toMatchObject([{ from: 0, to: to - from }])
})

const resolutions: [Language, string, string[]][] = [
  ['en', 'General Assembly resolution 68/181 of 18 December 2013', ['A/RES/68/181']],
  ['en', 'United Nations General Assembly resolution 68/181.', ['A/RES/68/181']],
  ['en', 'resolution 68/181 of the General Assembly,', ['A/RES/68/181']],
  ['en', 'Resolution 68/181 of the General Assembly of 18 December', ['A/RES/68/181']],
  ['en', 'resolution 68/181 of the General Assembly of the United Nations', ['A/RES/68/181']],
  ['en', 'Security Council resolution 1325 (2000) on women', ['S/RES/1325']],
  ['en', 'Security Council resolutions; Security Council resolution 1325', ['S/RES/1325']],
  ['en', 'resolution 2106 (2013) of the Security Council', ['S/RES/2106']],
  ['en', '(Human Rights Council resolution 22/6)', ['A/HRC/RES/22/6']],
  ['en', 'resolution S-9/1 of the Human Rights Council', ['A/HRC/RES/S-9/1']],
  ['en', 'Economic and Social Council resolution\u00a02017/3', ['E/RES/2017/3']],
  ['en', 'paragraph 3 of General Assembly resolution 68/181', ['¶ 3', 'A/RES/68/181']],
  ['fr', 'la résolution 68/181 de l’Assemblée générale', ['A/RES/68/181']],
  ['fr', "résolution 68/181 de l'Assemblée générale, du 18 décembre", ['A/RES/68/181']],
  ['fr', 'Résolution 68/181 de l’Assemblée générale des Nations Unies', ['A/RES/68/181']],
  ['fr', 'la résolution 1325 (2000) du Conseil de sécurité', ['S/RES/1325']],
  ['fr', 'la résolution 22/6 du Conseil des droits de l’homme', ['A/HRC/RES/22/6']],
  ['fr', 'la résolution 2017/3 du Conseil économique et social', ['E/RES/2017/3']],
  ['es', 'la resolución 68/181 de la Asamblea General', ['A/RES/68/181']],
  ['es', 'resolución 68/181 de la Asamblea General de las Naciones Unidas', ['A/RES/68/181']],
  ['es', 'la resolución 1325 (2000) del Consejo de Seguridad', ['S/RES/1325']],
  ['es', 'la resolución 22/6 del Consejo de Derechos Humanos', ['A/HRC/RES/22/6']],
  ['es', 'la resolución 2017/3 del Consejo Económico y Social', ['E/RES/2017/3']],
  ['ar', 'وإذ تشير إلى قرار الجمعية العامة 68/181 المؤرخ', ['A/RES/68/181']],
  ['ar', 'ووفقا لقرار الجمعية العامة للأمم المتحدة 68/181', ['A/RES/68/181']],
  ['ar', 'قرار مجلس الأمن 1325 (2000)،', ['S/RES/1325']],
  ['ar', 'وقرار مجلس حقوق الإنسان 22/6', ['A/HRC/RES/22/6']],
  ['ar', 'قرار المجلس الاقتصادي والاجتماعي 2017/3', ['E/RES/2017/3']],
  ['ru', 'резолюция 68/181 Генеральной Ассамблеи', ['A/RES/68/181']],
  ['ru', 'в резолюции 68/181 Генеральной Ассамблеи от 18 декабря', ['A/RES/68/181']],
  ['ru', 'резолюцию 1325 (2000) Совета Безопасности', ['S/RES/1325']],
  ['ru', 'с резолюцией 22/6 Совета по правам человека', ['A/HRC/RES/22/6']],
  ['ru', 'резолюции 2017/3 Экономического и Социального Совета', ['E/RES/2017/3']],
  ['zh', '大会第68/181号决议', ['A/RES/68/181']],
  ['zh', '回顾联合国大会第 68/181 号决议', ['A/RES/68/181']],
  ['zh', '回顾大会2013年12月18日第68/181号决议，', ['A/RES/68/181']],
  ['zh', '根据安全理事会第1325（2000）号决议', ['S/RES/1325']],
  ['zh', '安全理事会第1325(2000)号决议', ['S/RES/1325']],
  ['zh', '人权理事会第22/6号决议', ['A/HRC/RES/22/6']],
  ['zh', '经济及社会理事会第2017/3号决议', ['E/RES/2017/3']],
]
test.each(resolutions)('%s: a resolution by organ and number, %s', (language, text, found) => {
  expect(cited(text, language)).toEqual(found)
  expect(instrumentIn('General Assembly resolution 68/181')).toBe('A/RES/68/181')
  for (const { from, to } of citationsIn(text, language))
    expect(citationsIn(text.slice(from, to), language)).toMatchObject([{ from: 0, to: to - from }])
})

const paragraphs: [Language, string, string[]][] = [
  ['en', 'paragraph 42 of', ['42']],
  ['en', 'Para. 3 (b) says', ['3 (b)']],
  ['en', 'para 14 bis,', ['14 bis']],
  ['en', '(para 42).', ['42']],
  ['en', 'paragraphs 3, 7 and 12', ['3, 7, 12']],
  ['en', 'paras. 42–45 and 47', ['42–45, 47']],
  ['en', 'paragraph 3 (a) to (c)', ['3 (a)–(c)']],
  ['en', 'paragraph 3 (a) (ii)', ['3 (a) (ii)']],
  ['en', 'paragraph 42, 12 women spoke', ['42']],
  ['en', 'paragraph 42 (see above)', ['42']],
  ['fr', 'au paragraphe 42', ['42']],
  ['fr', 'par. 3 a) et 7', ['3 a), 7']],
  ['fr', 'les paragraphes 5 à 8', ['5–8']],
  ['es', 'el párrafo 42', ['42']],
  ['es', 'párrs. 3 b) y 4', ['3 b), 4']],
  ['es', 'párrafos 5 a 8', ['5–8']],
  ['ar', 'الفقرة 42 من', ['42']],
  ['ar', 'وفي الفقرة ٤٢', ['٤٢']],
  ['ar', 'الفقرات 3 و 7 و12', ['3, 7, 12']],
  ['ar', 'الفقرتان 5 إلى 8', ['5–8']],
  ['ar', 'الفقرة 3 (ب)', ['3 (ب)']],
  ['ru', 'пункт 42', ['42']],
  ['ru', 'в пунктах 5 и 7', ['5, 7']],
  ['ru', 'пп. 5–8', ['5–8']],
  ['ru', 'пункте 3 b)', ['3 b)']],
  ['zh', '第42段', ['42']],
  ['zh', '第 42 段', ['42']],
  ['zh', '第3、7和12段', ['3, 7, 12']],
  ['zh', '第42至45段', ['42–45']],
  ['zh', '第3(b)段', ['3(b)']],
]
test.each(paragraphs)('%s: %s', (language, text, found) =>
  expect(cited(text, language)).toEqual(found.map(each => `¶ ${each}`)),
)

const nothing: [Language, string][] = [
  ['en', 'On 12/05/2018, at 9/10 of the price, open 24/7'],
  ['en', 'a ratio of 2/3, A/B tests, A/4 paper, and/or, S/M/L, E/W'],
  ['en', 'A/1/2 and A/12/3 are shares; A/RES is a series'],
  ['en', 'C:/A/RES/68/181.docx, /home/A/RES/68/181, A/RES/68/181.pdf'],
  ['en', 'mail to a/res/68/181 in lower case'],
  ['en', 'US$ 42, 42 per cent, EUR/USD 1.10, N/A/2018/1'],
  ['en', 'XCSW62, ACSW62, CSW2018, CSW621, CSW, CSW62x, CSW62-bis, CSW62.pdf'],
  ['en', 'XA/RES/68/181, A/RES/68/181x, A/RES/68/181-x'],
  ['ru', 'ХA/RES/68/181, ЯCSW62, CSW62й, A/RES/68/181й, CSW62-летие'],
  ['ar', 'القرارA/RES/68/181'],
  ['en', 'the next session of the Commission on the Status of Women, its second session'],
  ['en', 'the sixty-second session of the General Assembly; the Human Rights Council'],
  ['zh', '委员会第六十二届会议'],
  [
    'en',
    'resolution 68/181, its resolution 68/181, Council resolution 22/6, resolution 1325 (2000)',
  ],
  [
    'en',
    'the General Assembly, 12/05/2018; General Assembly 68/181; General Assembly resolution 3/4',
  ],
  ['en', 'General Assembly resolution 68/1810, General Assembly resolution 68/181/2, 18.5/3'],
  ['en', 'Security Council resolution 2000, Security Council resolution 5, 1325 (2000)'],
  [
    'en',
    'Peace and Security Council resolution 1325 (2000), National Security Council resolution 1325',
  ],
  ['en', 'resolution 68/181 of the General Assembly of the Organization of American States'],
  ['en', 'OAS General Assembly resolution 68/181; the Economic and Social Council resolution 3/17'],
  ['en', 'XGeneral Assembly resolution 68/181, General Assembly resolution 68/181x'],
  ['fr', 'sa résolution 68/181; l’Assemblée générale, résolution 68/181'],
  ['fr', 'la résolution 68/181 de l’Assemblée générale de l’OEA; à 68/181 de l’Assemblée générale'],
  ['es', 'su resolución 68/181; la resolución 68/181 de la Asamblea General de la OEA'],
  ['ar', 'القرار 68/181؛ الجمعية العامة 68/181؛ استقرار مجلس الأمن 1325'],
  ['ru', 'резолюция 68/181; резолюция 68/181 Генеральной Ассамблеи ОАГ'],
  ['zh', '第68/181号决议，世界卫生大会第68/18号决议，全国人民代表大会第68/1号决议'],
  ['zh', '大会68/181，大会第68/181号决议草案，和平与安全理事会第1325(2000)号决议'],
  ['en', '42 paragraphs, paragraph by paragraph, paragraph 2018'],
  ['en', 'paragraph 42% of 3.5; para 3.5; para 42/7; paragraph 5 €'],
  ['fr', 'adopté par 42 voix'],
  ['es', 'para 42 mujeres; para. 42 personas'],
  ['es', 'adoptado por 42'],
  ['ru', 'п 42, штук 42'],
  ['ar', '42 فقرة'],
  ['zh', '第42届会议, 42段'],
]
test.each(nothing)('%s: nothing in %s', (language, text) =>
  expect(cited(text, language)).toEqual([]),
)

test('where it stands is where it reads so, whatever is around', () => {
  const text = 'Заседание: см. A/RES/68/181, пункт 7, и CSW62 😀 第3段'
  for (const { from, to } of citationsIn(text, 'ru'))
    expect(citationsIn(text.slice(from, to), 'ru')).toMatchObject([{ from: 0, to: to - from }])
  expect(cited(text, 'ru')).toEqual(['A/RES/68/181', '¶ 7', 'CSW62', '¶ 3'])
})

/** Milliseconds that this thread computed. */
const computed = (act: () => void): number => {
  const before = computedSoFar()
  act()
  return computedSoFar() - before
}

test('a long text without any end is read at once', () => {
  const long = [
    ...['A/', 'A/RES/', 'paragraph 1, ', '第1、', 'CEDAW/C/1/', 'resolution 68/181 '],
    ...['General Assembly resolution 68/', '大会2013年12月', '号决议第', '(2000'],
  ].map(part => part.repeat(20_000))
  const strokes = ['A/HRC', 'CEDAW/C'].map(part => `${part}${'/1'.repeat(40_000)}x`)
  const took = computed(() => {
    for (const text of [...long, ...strokes]) citationsIn(text, 'en')
  })
  expect(took).toBeLessThan(2_000)
})

test('a footnote cites where the text first refers to it', () => {
  const block = (id: string, number: string, text: string, note: string) => ({
    id,
    kind: 'num1',
    number,
    runs: [{ text }, { text: '', note }],
  })
  const page = {
    blocks: [block('a', '1.', 'No symbol.', 'n1'), block('b', '2.', 'See A/66/203.', 'n1')],
    notes: [
      { id: 'n1', text: 'A/HRC/40/60, para. 12.' },
      { id: 'n2', text: 'A/68/203' },
    ],
  } as unknown as Page
  const cited = [...citedBy(citingTexts(page))]
  expect(cited.map(([name, places]) => [name, ...places.map(({ number }) => number)])).toEqual([
    ['A/HRC/40/60', '1.'],
    ['A/66/203', '2.'],
  ])
})
