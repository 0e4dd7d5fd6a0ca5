-- An operator at the command line is no member of staff: such a code names nobody, its audit event names the operator.
alter table enrolment_code alter column created_by drop not null;
