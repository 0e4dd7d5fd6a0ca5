-- How many deliveries were given up is read every few seconds (/metrics): they are few among those of a month.
create index webhook_delivery_given_up on webhook_delivery (party_id) where state = 'dead';
