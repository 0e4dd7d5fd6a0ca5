-- Looks arrive in the order of time, so that the smallest kind of index finds the old ones.
create index look_by_age on look using brin (received_at);
