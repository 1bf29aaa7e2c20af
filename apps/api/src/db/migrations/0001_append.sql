INSERT INTO installation DEFAULT VALUES;
--> statement-breakpoint
-- Appends a batch of entries to any rooms, once each, in one round trip and one commit.
--
--   rooms  the rooms of the batch, each once
--   batch  the entries; no two of a room share a client_id
--
-- Answers a row for each entry whose room exists; of a fresh note, `public_seq` is that of the last public entry above it. `fresh` says it was stored now, `same` that what was stored earlier
-- under its client_id has the same body.
--
-- VOLATILE on purpose: each statement in here takes a new snapshot under READ COMMITTED. The first locks the
-- heads in key order (so that two batches cannot wait for each other), the second therefore sees everything that
-- was committed before the locks were granted. In one statement the two would share a snapshot and leave holes.
--
-- The planner settings pin index lookups: a plan cached while the journal was empty must not scan it when it is large.
CREATE FUNCTION append_entries(site_ids uuid[], room_ids uuid[], batch json)
RETURNS TABLE (
  ord integer,
  fresh boolean,
  same boolean,
  id uuid,
  seq integer,
  public_seq integer,
  conversation_id uuid,
  message_count integer,
  created_at timestamptz,
  first integer,
  active_at timestamptz
)
LANGUAGE plpgsql VOLATILE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz(3);
BEGIN
  PERFORM 1
    FROM unnest(site_ids, room_ids) AS a(site_id, room_id)
    JOIN room_heads h ON h.site_id = a.site_id AND h.room_id = a.room_id
   ORDER BY h.site_id, h.room_id
     FOR NO KEY UPDATE OF h;

  -- Read under the locks, so that times rise with the numbers.
  moment := clock_timestamp();

  RETURN QUERY
  WITH input AS MATERIALIZED (
    SELECT i.*, h.seq AS head_seq, h.public_seq AS head_public, h.message_count AS head_count, h.first,
           h.conversation_id AS head_conversation, r.active_at, r.status
      FROM json_to_recordset(batch) AS i(
        ord integer, site_id uuid, room_id uuid, id uuid, client_id text, body_hash text, kind text,
        actor_kind text, actor_id uuid, type text, content text, file_id uuid)
      JOIN room_heads h ON h.site_id = i.site_id AND h.room_id = i.room_id
      JOIN rooms r ON r.site_id = i.site_id AND r.id = i.room_id
  ), known AS MATERIALIZED (
    SELECT i.ord, i.first, i.active_at, j.seq, j.public_seq, j.id, j.conversation_id, j.message_count, j.created_at,
           j.body_hash IS NULL OR j.body_hash = i.body_hash::bytea AS same
      FROM input i
      JOIN journal j ON j.site_id = i.site_id AND j.room_id = i.room_id AND j.client_id = i.client_id
  ), numbered AS MATERIALIZED (
    SELECT i.*,
           (i.head_seq + row_number() OVER w)::integer AS seq,
           (i.head_public + count(*) FILTER (WHERE i.kind <> 'note') OVER w)::integer AS public_seq,
           (i.head_count + count(*) FILTER (WHERE i.kind = 'message') OVER w)::integer AS message_count,
           -- The entry that opens a conversation lends it its id.
           coalesce(i.head_conversation, first_value(i.id) OVER w) AS conversation_id,
           -- The last one of its room in this batch leaves its numbers on the head.
           lead(i.ord) OVER w IS NULL AS is_last
      FROM input i
     WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.ord = i.ord)
    WINDOW w AS (PARTITION BY i.site_id, i.room_id ORDER BY i.ord)
  ), inserted AS (
    INSERT INTO journal (site_id, room_id, seq, public_seq, id, conversation_id, kind, client_id, body_hash,
                         actor_kind, actor_id, type, content, file_id, message_count, created_at)
    SELECT n.site_id, n.room_id, n.seq, CASE WHEN n.kind <> 'note' THEN n.public_seq END, n.id, n.conversation_id,
           n.kind, n.client_id, n.body_hash::bytea, n.actor_kind, n.actor_id, n.type, n.content, n.file_id,
           n.message_count, moment
      FROM numbered n
  ), opened AS (
    INSERT INTO conversations (site_id, id, room_id, opened_at)
    SELECT n.site_id, n.conversation_id, n.room_id, moment
      FROM numbered n
     WHERE n.is_last AND n.head_conversation IS NULL
  ), moved AS (
    UPDATE room_heads h
       SET seq = n.seq, public_seq = n.public_seq, message_count = n.message_count, conversation_id = n.conversation_id
      FROM numbered n
     WHERE n.is_last AND h.site_id = n.site_id AND h.room_id = n.room_id
  ), stirred AS (
    UPDATE rooms r
       SET active_at = moment, status = 'open'
      FROM numbered n
     WHERE n.is_last AND r.site_id = n.site_id AND r.id = n.room_id
       AND (n.active_at IS NULL OR n.active_at < moment - interval '1 second' OR n.status <> 'open')
  ), answered AS (
    -- Who writes has read what stands above.
    INSERT INTO read_cursors AS c (site_id, room_id, reader_kind, reader_id, seq, public_seq, messages, updated_at)
    SELECT DISTINCT ON (n.site_id, n.room_id, n.actor_kind, n.actor_id)
           n.site_id, n.room_id, n.actor_kind, n.actor_id, n.seq, n.public_seq, n.message_count, moment
      FROM numbered n
     WHERE n.actor_kind <> 'system'
     ORDER BY n.site_id, n.room_id, n.actor_kind, n.actor_id, n.seq DESC
    ON CONFLICT (site_id, room_id, reader_kind, reader_id)
    DO UPDATE SET seq = excluded.seq, public_seq = excluded.public_seq, messages = excluded.messages, updated_at = excluded.updated_at
    WHERE c.seq < excluded.seq
  )
  SELECT n.ord, true, true, n.id, n.seq, n.public_seq, n.conversation_id, n.message_count,
         moment, n.first,
         CASE WHEN n.active_at >= moment - interval '1 second' AND n.status = 'open' THEN n.active_at ELSE moment END
    FROM numbered n
   UNION ALL
  SELECT k.ord, false, k.same, k.id, k.seq, k.public_seq, k.conversation_id, k.message_count, k.created_at, k.first, k.active_at
    FROM known k;
END
$$;
