-- A mobile number that the operator gave out anew (A10): its next owner begins an account of their own, which gets the
-- number from the former holder's account once its person has proven who they are.

create table number_claim (
  -- The new account, without a mobile until then.
  account_id uuid primary key references account,
  -- Whose number it is as the claim is made.
  former_account_id uuid not null references account,
  mobile_index bytea not null,
  -- The mobile, under the new account's key.
  sealed bytea not null,
  -- The browser that asked (SHA-256 of its cookie): asking again on it goes on with the same account.
  device_hash bytea,
  -- Since when what the person did on the former account is their own: the sign-in that the claim came from.
  since timestamptz not null,
  claimed_at timestamptz not null,
  until timestamptz not null,
  -- Passed on, or shown to be somebody's still.
  ended_at timestamptz
);
create index number_claim_on on number_claim (former_account_id) where ended_at is null;
create index number_claim_of_mobile on number_claim (mobile_index) where ended_at is null;

grant select, insert, update, delete on number_claim to suizheng_app;
