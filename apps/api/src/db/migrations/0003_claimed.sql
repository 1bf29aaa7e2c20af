ALTER TABLE "visitors" ADD COLUMN "claimed_at" timestamp (3) with time zone;--> statement-breakpoint
-- Whoever was there before has shown long ago that they are.
UPDATE "visitors" SET "claimed_at" = "created_at";