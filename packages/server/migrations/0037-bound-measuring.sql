-- How often the pictures of a check began to be measured: what kills the model again and again ends as our fault.
alter table real_person_check add column measurings smallint not null default 0;
