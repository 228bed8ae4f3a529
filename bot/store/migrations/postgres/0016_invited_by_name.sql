-- Who is invited by somebody who knows the name is called so from the beginning.
ALTER TABLE invitations ADD COLUMN name TEXT COLLATE "C" NOT NULL DEFAULT '';
