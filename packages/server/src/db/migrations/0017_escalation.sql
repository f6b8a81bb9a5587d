-- When an agent hands over to the team; empty is as every agent begins.
alter table agents add column escalation json not null default '{}';

-- What a turn of the AI decided about handing over, and why. For teammates.
alter table messages add column decision json;
