-- An address is proven anew from time to time (V1): a domain may have changed hands. When it is asked next; those proven
-- before are asked in the time that new ones have.
alter table webhook add column prove_again_at timestamptz;
update webhook set prove_again_at = now() + interval '7 days' where proven_at is not null;
create index webhook_to_prove_again on webhook (prove_again_at) where proven_at is not null;

-- What answers a challenge is computed now: one that was only said back is among the wrong ones.
update webhook_delivery set last_fault = 'not-proven' where last_fault = 'not-echoed';
