// Every message id there is, by type only. A new screen adds its catalogue here: one line, and one
// file resources/messages/en/<screen>.json whose ids begin with the screen's name.
type Catalogues = typeof import('#resources/messages/en/adoption.json') &
  typeof import('#resources/messages/en/amendments.json') &
  typeof import('#resources/messages/en/app.json') &
  typeof import('#resources/messages/en/archive.json') &
  typeof import('#resources/messages/en/attachments.json') &
  typeof import('#resources/messages/en/brackets.json') &
  typeof import('#resources/messages/en/citing.json') &
  typeof import('#resources/messages/en/commands.json') &
  typeof import('#resources/messages/en/comments.json') &
  typeof import('#resources/messages/en/consents.json') &
  typeof import('#resources/messages/en/consultation.json') &
  typeof import('#resources/messages/en/decisions.json') &
  typeof import('#resources/messages/en/documents.json') &
  typeof import('#resources/messages/en/editor.json') &
  typeof import('#resources/messages/en/export.json') &
  typeof import('#resources/messages/en/failure.json') &
  typeof import('#resources/messages/en/finding.json') &
  typeof import('#resources/messages/en/follow-up.json') &
  typeof import('#resources/messages/en/forwarding.json') &
  typeof import('#resources/messages/en/hand-over.json') &
  typeof import('#resources/messages/en/history.json') &
  typeof import('#resources/messages/en/home.json') &
  typeof import('#resources/messages/en/import.json') &
  typeof import('#resources/messages/en/languages.json') &
  typeof import('#resources/messages/en/meetings.json') &
  typeof import('#resources/messages/en/minutes.json') &
  typeof import('#resources/messages/en/members.json') &
  typeof import('#resources/messages/en/panel.json') &
  typeof import('#resources/messages/en/prompts.json') &
  typeof import('#resources/messages/en/figures.json') &
  typeof import('#resources/messages/en/referring.json') &
  typeof import('#resources/messages/en/restricted.json') &
  typeof import('#resources/messages/en/second-look.json') &
  typeof import('#resources/messages/en/secretariat.json') &
  typeof import('#resources/messages/en/settings.json') &
  typeof import('#resources/messages/en/start.json') &
  typeof import('#resources/messages/en/suggesting.json') &
  typeof import('#resources/messages/en/tables.json') &
  typeof import('#resources/messages/en/typed.json') &
  typeof import('#resources/messages/en/ui.json') &
  typeof import('#resources/messages/en/verify.json') &
  typeof import('#resources/messages/en/wordings.json')

export type MessageId = Exclude<keyof Catalogues, 'default'>
