-- Beside the photo the card alone, as a reviewer sees it (A5): sealed like the photo, and gone with it.
alter table document_photo add column sealed_crop bytea;
