// How the screens of meetings, minutes, decisions and follow-up are drawn, in words of the tokens: for each
// moment the parts that its mockup fixes, by the rules of the design.
export type Styles = Readonly<Record<string, string>>

const heading = { font: '600 var(--fs-lg) / 22px var(--ui)', color: 'var(--text)' }
const title = { font: '600 var(--fs-2xl) / 30px var(--doc)', color: 'var(--text)' }
const part = { font: '600 18px / 24px var(--doc)' }
const card = { 'border-radius': 'var(--r3)', 'border-block-start-color': 'var(--line)' }
const dialog = { font: '600 20px / 26px var(--doc)' }
const question = { font: '600 22px / 29px var(--doc)' }
const sentence = { font: '400 18px / 27px var(--doc)' }
const recorded = {
  'font-size': '15.5px',
  'line-height': '22px',
  'font-family': 'var(--doc)',
  'padding-block-start': '0px',
}
const bar = { 'block-size': '48px', 'background-color': 'var(--surface)' }
const chosenTab = { color: 'var(--text)', 'font-weight': '600' }
const consequence = { color: 'var(--text-2)' }
const edge = (colour: string): Styles => ({
  'border-inline-start-color': `var(${colour})`,
  'border-inline-start-width': '4px',
  'border-radius': 'var(--r2)',
})
const status = (name: string): Styles => ({
  color: `var(--${name}-fg)`,
  'background-color': `var(--${name}-bg)`,
})

export const momentStyles: Readonly<Record<string, Readonly<Record<string, Styles>>>> = {
  '11-meetings': {
    h1: title,
    '.meetings-heading': heading,
    '.next-meeting': card,
    '.next-title h3': { font: '600 var(--fs-xl) / 25px var(--doc)' },
    '.next-agenda': { 'background-color': 'var(--sunken)' },
    '.day-mark[data-large] b': { font: '600 25px / 34px var(--doc)' },
    '.day-mark[data-large] span': {
      color: 'var(--accent-text)',
      'background-color': 'var(--accent-soft)',
    },
    '.meeting-year > h3': { ...part, color: 'var(--text-2)' },
    '.minutes-chip[data-status=approved]': status('adopt'),
    '.minutes-chip[data-status=corrections]': status('consult'),
    '.next-items li': { 'font-size': 'var(--fs-sm)', 'line-height': '18px' },
  },
  '11b-meetings-empty': {
    h1: title,
    '.empty-screen h2': dialog,
    '.empty-screen > .icon': { color: 'var(--text-3)', 'inline-size': '34px' },
  },
  '12-prepare': {
    '.document-bar': bar,
    '.agenda-item[data-open]': { 'border-radius': 'var(--r3)', 'border-color': 'var(--accent)' },
    '.agenda-item[data-closed]': { 'background-color': 'var(--sunken)' },
    '.item-begins': { color: 'var(--text-3)', 'font-size': 'var(--fs-sm)' },
    '.prepare-side': { 'inline-size': '348px' },
    '.zone-time[data-night]': { color: 'var(--decide-fg)' },
  },
  '12b-find-a-date': {
    h1: title,
    '.dates-clock': part,
    '.dates tbody [data-marked]': { 'background-color': 'var(--accent-soft)' },
    '.dates [data-own] > th': { 'background-color': 'var(--sunken)' },
    '.free-answer[data-answer=yes]': { color: 'var(--adopt-fg)', 'font-size': 'var(--fs-sm)' },
    '.free-answer[data-answer=maybe]': { color: 'var(--decide-fg)' },
    '.choose-time': card,
    '.choose-time .consequences .icon': consequence,
  },
  '13-session': {
    '.document-bar': bar,
    '.session-agenda': { 'inline-size': '252px', 'background-color': 'var(--app)' },
    '.session-side': { 'inline-size': '352px' },
    '.now-debated': { 'border-inline-start-color': 'var(--accent)' },
    '.now-debated h2': part,
    '.point-of-order': { 'background-color': 'var(--decide-bg)' },
    '.quorum[data-met]': { color: 'var(--adopt-fg)', 'font-weight': '600' },
    '.session-item[data-state=now]': {
      'border-color': 'var(--accent)',
      'border-radius': 'var(--r2)',
    },
    '.tab[data-selected]': chosenTab,
  },
  '13b-end-session': {
    '.modal': { 'border-radius': 'var(--r4)', 'box-shadow': 'var(--sh-float)' },
    '.dialog-head h2': dialog,
    '.end-missing': { color: 'var(--stop-fg)' },
    '.ended-as[data-state=decided]': { color: 'var(--adopt-fg)' },
    '.consequences .icon': consequence,
  },
  '13c-attendance': { '.attendance .sentence': { font: '400 16.5px / 24px var(--doc)' } },
  '14-minutes': {
    'section[data-kind=decision]': edge('--adopt-fg'),
    'section[data-kind=reservation]': edge('--decide-fg'),
    'section[data-kind=action]': edge('--accent-text'),
    'section[data-kind=information]': edge('--consult-fg'),
    'section[data-kind=decision] .capture-label': {
      color: 'var(--adopt-fg)',
      font: '600 var(--fs-sm) / 18px var(--ui)',
    },
    '.page-text [data-kind=num1]': { 'font-size': 'var(--fs-doc)', 'line-height': '26px' },
    '.life-line [data-standing=now]': { color: 'var(--consult-fg)' },
  },
  '14b-minutes-corrected': {
    '.notice': {
      'border-radius': 'var(--r2)',
      'background-color': 'var(--sunken)',
      'font-size': 'var(--fs-sm)',
      'line-height': '18px',
    },
  },
  '15-decision-prepare': {
    h1: title,
    '.rule-choice': { font: '400 19px / 38px var(--doc)' },
    '.effects-table': { 'border-radius': 'var(--r3)' },
    '.decision-side': { 'inline-size': '388px' },
    '.decided-sentence': sentence,
    '.consequences .icon': consequence,
  },
  '16-decision-give': {
    '.decision-question': question,
    '.decision-head .chip': status('decide'),
    '.exact-text': { font: '400 16px / 24px var(--doc)', 'background-color': 'var(--sunken)' },
    '.rule-now': { 'background-color': 'var(--draft-bg)', 'inline-size': '236px' },
    '.rule-bar .recorded': recorded,
    '.position-count': { font: '600 20px / 26px var(--doc)' },
    '.position-counts': { 'border-radius': 'var(--r3)' },
    '.radio-row[data-selected]': { 'background-color': 'var(--accent-soft)' },
    '.decision-side': { 'inline-size': '388px' },
    '.consequences .icon': consequence,
  },
  '16b-decision-given': {
    '.said': edge('--accent'),
    '.exact-line[data-on]': { 'background-color': 'var(--accent-soft)' },
    '.exact-mark': { color: 'var(--accent-text)', font: '600 var(--fs-xs) / 18px var(--ui)' },
    '.rule-now[data-status=adopt]': { 'background-color': 'var(--adopt-bg)' },
  },
  '16c-decision-confirm-spoken': {
    '.said': edge('--accent'),
    '.decision-tag[data-tone=warning]': status('decide'),
    '.position-list > li[data-grey]': { 'background-color': 'var(--sunken)' },
  },
  '16d-decision-earlier-text': {
    '.said': { ...edge('--line-strong'), 'border-inline-start-style': 'dashed' },
    '.exact-line ins': { color: 'var(--ins-fg)', 'background-color': 'var(--ins-bg)' },
    '.exact-line .exact-mark': { color: 'var(--accent-text)' },
  },
  '17-decision-close': {
    '.dialog-head h2': dialog,
    '.outcome-preview': { ...sentence, 'background-color': 'var(--sunken)' },
    '.consequences .icon': consequence,
  },
  '17b-decision-outcome': {
    '.outcome': edge('--adopt-fg'),
    '.outcome .decided-sentence': sentence,
    '.inclusion b': { 'font-weight': '600' },
    '.decision-panel .consequences .icon': consequence,
    '.inclusion[data-good]': { 'background-color': 'var(--adopt-bg)' },
    '.closes tr[data-differs] td': { 'background-color': 'var(--decide-bg)' },
    '.decision-panel[data-tone=stop]': { 'border-inline-start-color': 'var(--stop-fg)' },
    '.fingerprint': { 'font-family': 'var(--mono)', color: 'var(--text-2)' },
  },
  '17c-decision-reopened': {
    '.rule-now[data-status=stop]': { 'background-color': 'var(--stop-bg)' },
    '.decision-steps .icon': { color: 'var(--text-2)' },
  },
  '18-adoption': {
    '.signed-parts': card,
    '.signed-not': { 'background-color': 'var(--sunken)' },
    '.signed-parts .fingerprint': { 'font-family': 'var(--mono)' },
    '.roll [data-signed] .icon': { color: 'var(--adopt-fg)' },
    '.consequences .icon': consequence,
  },
  '18b-group-card': {
    '.card-table': { 'background-color': 'var(--canvas)', 'border-radius': 'var(--r2)' },
    '.group-card h2': { font: '600 26px / 33px var(--doc)' },
    '.group-card h3': { font: '600 13px / 18px var(--ui)' },
    '.group-card pre': { 'font-family': 'var(--mono)' },
    '.group-card-how': { font: '400 16px / 24px var(--doc)' },
    '.consequences .icon': consequence,
  },
  '20-action-items': {
    '.action-detail h2': part,
    '.action-table .late': { color: 'var(--stop-fg)', 'font-weight': '600' },
    'tr[data-current] > th': { 'background-color': 'var(--selected)' },
    '.action-table thead th:last-child': { color: 'var(--text-3)', 'font-size': 'var(--fs-xs)' },
    '.tab[data-selected]': chosenTab,
    '.tab[data-selected] .tab-count': { 'background-color': 'var(--selected)' },
  },
  '20b-recommendations': {
    '.tracked h2': part,
    '.tracker-table tbody th': { font: '400 15.5px / 22px var(--doc)' },
    '.answer[data-answer=accepted]': { color: 'var(--adopt-fg)' },
    '.answer[data-answer=partly]': { color: 'var(--decide-fg)' },
    '.answer[data-answer=not]': { color: 'var(--stop-fg)' },
    '.tracker-text[aria-current]': { 'background-color': 'var(--selected)' },
  },
  '20c-hand-over': {
    '.hand-over-side': { 'inline-size': '358px' },
    '.hand-over-missing': { color: 'var(--stop-fg)', 'font-weight': '600' },
    '.consequences .icon': consequence,
  },
  '21-import': {
    h1: title,
    '.import-report-head h2': { font: '600 var(--fs-xl) / 26px var(--doc)' },
    '.import-found': { 'border-radius': 'var(--r3)' },
    '.import-heading': { font: '600 var(--fs-lg) / 22px var(--ui)' },
    '.import-file[data-look=refused] .import-state': { color: 'var(--stop-fg)' },
    '.import-tag': status('decide'),
    '.import-foot': { 'background-color': 'var(--sunken)' },
  },
  '22-export': {
    '.export-title': { font: '600 24px / 31px var(--doc)', color: 'var(--text)' },
    '.unseen-list': edge('--decide-fg'),
    '.leaving-lines .icon': { color: 'var(--text-3)' },
    '.decision-side': { 'inline-size': '388px' },
    '.screen-foot': { 'background-color': 'var(--sunken)' },
  },
  '22b-export-changes': {
    '.shown-count .quiet': { color: 'var(--text-3)' },
    '.decision-side .notice': { 'background-color': 'var(--decide-bg)' },
    '.screen-foot': { 'background-color': 'var(--sunken)' },
  },
  '22c-decision-pack': {
    '.decision-question': { color: 'var(--text)' },
    '.card-line .icon': { color: 'var(--accent-text)' },
    '.screen-foot': { 'background-color': 'var(--sunken)' },
  },
  '23-home': {
    h1: title,
    '.home-side': { 'inline-size': '336px' },
    '.home .card': card,
    '.waiting-mark[data-urgent]': { ...status('decide'), 'inline-size': '28px' },
    '.decision-reach progress': { 'block-size': '6px' },
  },
  '24-forward': {
    h1: title,
    '.forward-page': {
      font: '400 15.5px / 23px var(--doc)',
      'box-shadow': 'var(--sh-page)',
      'border-radius': '3px',
    },
    '.forward-page h3': part,
    '.forward-line del': { color: 'var(--del-fg)', 'background-color': 'var(--del-bg)' },
    '.forward-line ins': { color: 'var(--ins-fg)', 'background-color': 'var(--ins-bg)' },
    '.forward-place[data-place=to] .forward-group': { 'border-color': 'var(--accent)' },
    '.consequences .icon': consequence,
  },
}
