-- Both sides look a check up by its evidence id (V2). A look is kept with its credential: strangers have none to look up.
create index look_by_id on look using hash (look_id) where client_id is not null or reader_id is not null;

-- Evidence goes after its time.
create index evidence_by_age on evidence using brin (at);
