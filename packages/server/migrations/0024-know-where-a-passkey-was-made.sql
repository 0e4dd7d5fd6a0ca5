-- The browser that made a passkey (SHA-256 of its cookie), so that those of who had a number before can go when its
-- account becomes somebody's (A10). Null for those of before, which go then too.

alter table passkey add column device_hash bytea;
