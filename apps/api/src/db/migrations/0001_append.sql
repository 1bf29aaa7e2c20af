INSERT INTO installation DEFAULT VALUES;
--> statement-breakpoint
-- Appends a batch of entries to any rooms, once each, in one round trip and one commit.
--
-- VOLATILE on purpose: each statement in here takes a new snapshot under READ COMMITTED. The first locks the
-- heads in key order (so that two batches cannot wait for each other), the second therefore sees everything that
-- was committed before the locks were granted. In one statement the two would share a snapshot and leave holes.
--
-- The planner settings pin index lookups: a plan cached while the journal was empty must not scan it when it is large.
CREATE FUNCTION append_entries(batch json)
RETURNS TABLE (
  ord integer,
  status text,
  seq integer,
  public_seq integer,
  id uuid,
  conversation_id uuid,
  message_count integer,
  created_at timestamptz,
  top integer,
  top_messages integer,
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
    FROM room_heads h
   WHERE (h.site_id, h.room_id) IN (SELECT i.site_id, i.room_id FROM json_to_recordset(batch) AS i(site_id uuid, room_id uuid))
   ORDER BY h.site_id, h.room_id
     FOR NO KEY UPDATE;

  -- Read under the locks, so that times rise with the numbers.
  moment := clock_timestamp();

  RETURN QUERY
  WITH input AS MATERIALIZED (
    SELECT i.*
      FROM json_to_recordset(batch) AS i(
        ord integer, site_id uuid, room_id uuid, id uuid, client_id text, body_hash text, kind text,
        actor_kind text, actor_id uuid, type text, content text, file_id uuid, conversation_id uuid)
  ), known AS (
    SELECT i.ord, j.seq, j.public_seq, j.id, j.conversation_id, j.message_count, j.created_at,
           j.body_hash IS NULL OR j.body_hash = i.body_hash::bytea AS same
      FROM input i
      JOIN journal j ON j.site_id = i.site_id AND j.room_id = i.room_id AND j.client_id = i.client_id
  ), fresh AS (
    -- The same id twice in one batch: the first counts.
    SELECT DISTINCT ON (i.site_id, i.room_id, i.client_id) i.*
      FROM input i
     WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.ord = i.ord)
     ORDER BY i.site_id, i.room_id, i.client_id, i.ord
  ), numbered AS (
    SELECT f.*,
           h.seq + row_number() OVER w AS new_seq,
           h.public_seq + count(*) FILTER (WHERE f.kind <> 'note') OVER w AS new_public,
           h.message_count + count(*) FILTER (WHERE f.kind = 'message') OVER w AS new_count,
           coalesce(h.conversation_id, first_value(f.conversation_id) OVER w) AS in_conversation
      FROM fresh f
      JOIN room_heads h ON h.site_id = f.site_id AND h.room_id = f.room_id
    WINDOW w AS (PARTITION BY f.site_id, f.room_id ORDER BY f.ord)
  ), inserted AS (
    INSERT INTO journal AS j (site_id, room_id, seq, public_seq, id, conversation_id, kind, client_id, body_hash,
                              actor_kind, actor_id, type, content, file_id, message_count, created_at)
    SELECT n.site_id, n.room_id, n.new_seq, CASE WHEN n.kind <> 'note' THEN n.new_public END, n.id, n.in_conversation,
           n.kind, n.client_id, n.body_hash::bytea, n.actor_kind, n.actor_id, n.type, n.content, n.file_id, n.new_count, moment
      FROM numbered n
    RETURNING j.*
  ), opened AS (
    INSERT INTO conversations (site_id, id, room_id, opened_at)
    SELECT DISTINCT n.site_id, n.in_conversation, n.room_id, moment
      FROM numbered n
      JOIN room_heads h ON h.site_id = n.site_id AND h.room_id = n.room_id AND h.conversation_id IS NULL
  ), grown AS (
    SELECT n.site_id, n.room_id, max(n.new_seq)::integer AS seq, max(n.new_public)::integer AS public_seq,
           max(n.new_count)::integer AS message_count, (array_agg(n.in_conversation))[1] AS conversation_id
      FROM numbered n
     GROUP BY n.site_id, n.room_id
  ), moved AS (
    UPDATE room_heads h
       SET seq = g.seq, public_seq = g.public_seq, message_count = g.message_count, conversation_id = g.conversation_id
      FROM grown g
     WHERE h.site_id = g.site_id AND h.room_id = g.room_id
  ), stirred AS (
    UPDATE rooms r
       SET active_at = moment, status = 'open'
      FROM grown g
     WHERE r.site_id = g.site_id AND r.id = g.room_id
       AND (r.active_at IS NULL OR r.active_at < moment - interval '1 second' OR r.status <> 'open')
    RETURNING r.site_id, r.id
  ), answered AS (
    -- Who writes has read what stands above.
    INSERT INTO read_cursors AS c (site_id, room_id, reader_kind, reader_id, seq, public_seq, messages, updated_at)
    SELECT DISTINCT ON (n.site_id, n.room_id, n.actor_kind, n.actor_id)
           n.site_id, n.room_id, n.actor_kind, n.actor_id, n.new_seq, n.new_public, n.new_count, moment
      FROM numbered n
     WHERE n.actor_kind <> 'system'
     ORDER BY n.site_id, n.room_id, n.actor_kind, n.actor_id, n.new_seq DESC
    ON CONFLICT (site_id, room_id, reader_kind, reader_id)
    DO UPDATE SET seq = excluded.seq, public_seq = excluded.public_seq, messages = excluded.messages, updated_at = excluded.updated_at
    WHERE c.seq < excluded.seq
  )
  SELECT i.ord,
         CASE
           WHEN k.ord IS NOT NULL THEN CASE WHEN k.same THEN 'known' ELSE 'conflict' END
           WHEN j.seq IS NULL THEN 'no_room'
           WHEN j.id = i.id THEN 'stored'
           WHEN j.body_hash = i.body_hash::bytea THEN 'known'
           ELSE 'conflict'
         END,
         coalesce(k.seq, j.seq), coalesce(k.public_seq, j.public_seq), coalesce(k.id, j.id),
         coalesce(k.conversation_id, j.conversation_id), coalesce(k.message_count, j.message_count),
         coalesce(k.created_at, j.created_at),
         coalesce(g.seq, h.seq), coalesce(g.message_count, h.message_count), h.first,
         CASE WHEN s.id IS NOT NULL THEN moment ELSE r.active_at END
    FROM input i
    LEFT JOIN known k ON k.ord = i.ord
    LEFT JOIN inserted j ON j.site_id = i.site_id AND j.room_id = i.room_id AND j.client_id = i.client_id
    LEFT JOIN grown g ON g.site_id = i.site_id AND g.room_id = i.room_id
    LEFT JOIN room_heads h ON h.site_id = i.site_id AND h.room_id = i.room_id
    LEFT JOIN rooms r ON r.site_id = i.site_id AND r.id = i.room_id
    LEFT JOIN stirred s ON s.site_id = i.site_id AND s.id = i.room_id
   ORDER BY i.ord;
END
$$;
