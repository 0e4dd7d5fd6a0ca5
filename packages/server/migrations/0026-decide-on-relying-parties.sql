-- Why a relying party was refused, suspended or ended (V1): a reason from policy/party-reasons.ts, the officer's words
-- beside it (decision_note, suspension_note, end_note). Who has an application open keeps it for a while, so that two
-- officers do not read the same one.

alter table relying_party
  add column decision_reason text,
  add column suspended_at timestamptz,
  add column suspension_reason text,
  add column suspension_note text,
  add column end_note text,
  add column taken_by uuid references staff,
  add column taken_until timestamptz;
