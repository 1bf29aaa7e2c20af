CREATE INDEX CONCURRENTLY "read_cursors_read_idx" ON "read_cursors" USING btree ("site_id","read_at") WHERE read_at is not null;
