-- An address gets nothing before it has answered a signed challenge (V1): only who reads what is posted there can. Those
-- that were there before go on.
alter table webhook add column proven_at timestamptz;
update webhook set proven_at = created_at;
