-- An officer takes from a party a part of what was approved (V1), without waiting for it to ask. When, why and in which
-- words it was last done, until a change is approved; the codes are those of policy/party-reasons.ts.
alter table relying_party
  add column narrowed_at timestamptz,
  add column narrowing_reason text,
  add column narrowing_note text;
