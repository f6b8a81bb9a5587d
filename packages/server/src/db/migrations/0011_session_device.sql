-- What a session runs on, in our own words ("Firefox on Windows"), read from its user agent when it was bound.
alter table sessions add column device text;
