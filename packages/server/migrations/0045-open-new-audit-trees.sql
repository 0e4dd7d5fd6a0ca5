-- A log that was tampered with goes on in a new tree, whose first leaf says what was wrong with the old one. Leaves and
-- heads are numbered within their tree; those that are there are the first one's. An event stands in one tree alone.
alter table audit_leaf add column tree integer not null default 1;
alter table audit_leaf drop constraint audit_leaf_pkey;
alter table audit_leaf add primary key (tree, leaf_index);
alter table audit_checkpoint add column tree integer not null default 1;
alter table audit_checkpoint drop constraint audit_checkpoint_pkey;
alter table audit_checkpoint add primary key (tree, tree_size);
