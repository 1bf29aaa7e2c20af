ALTER TABLE "read_cursors" ADD COLUMN "read_at" timestamp (3) with time zone;
