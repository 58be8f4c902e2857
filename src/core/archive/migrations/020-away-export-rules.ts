// The rule of the second look in documents that left the device for a while: without their acts no one here could say
// that it holds.
export const awayExportRules = `
CREATE TABLE away_export_rules (
  document BLOB PRIMARY KEY NOT NULL,
  group_id BLOB NOT NULL,
  acts INTEGER NOT NULL,
  ending TEXT NOT NULL
) STRICT;
`
