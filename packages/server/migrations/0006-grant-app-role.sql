-- The application works under a role of its own: it owns nothing and cannot rewrite the audit log.

do $$
begin
  if not exists (select from pg_roles where rolname = 'suizheng_app') then
    create role suizheng_app nologin;
  end if;
end $$;
grant suizheng_app to current_user;
grant usage on schema public to suizheng_app;
grant select, insert, update, delete on all tables in schema public to suizheng_app;
grant usage, select on all sequences in schema public to suizheng_app;
revoke update, delete, truncate on audit_event, audit_leaf, audit_checkpoint from suizheng_app;
