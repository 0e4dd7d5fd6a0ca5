-- An officer saw the person with this mobile in hand (A6, A10): until then, and once, a code alone on a new browser is
-- the person, not the number's next owner.

alter table account add column met_until timestamptz;
