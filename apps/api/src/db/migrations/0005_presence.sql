CREATE TABLE "nodes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"beat_at" timestamp (3) with time zone NOT NULL,
	"beat_served" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"nodes" uuid[] NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone,
	"left_served" timestamp (3) with time zone,
	"gone" boolean DEFAULT false NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	CONSTRAINT "presence_site_id_kind_person_id_pk" PRIMARY KEY("site_id","kind","person_id")
);
--> statement-breakpoint
CREATE TABLE "service" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"beat_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"paused" interval DEFAULT '0' NOT NULL,
	CONSTRAINT "service_is_one_row" CHECK ("service"."one")
);
--> statement-breakpoint
CREATE INDEX "presence_here_idx" ON "presence" USING btree ("site_id","kind") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "presence_due_idx" ON "presence" USING btree ("left_served") WHERE left_at is not null and not gone;--> statement-breakpoint
CREATE INDEX "presence_changed_idx" ON "presence" USING btree ("site_id","changed_at");--> statement-breakpoint
INSERT INTO service DEFAULT VALUES;
--> statement-breakpoint
-- The time without outages of ours. While no node has beaten for five seconds it stands at the last beat: who can go on
-- being there when nobody is there to see it? Deadlines count by it, so an outage moves them all by its length.
CREATE FUNCTION served() RETURNS timestamptz
LANGUAGE sql STABLE
AS $$
  SELECT CASE WHEN now() - beat_at > interval '5 seconds' THEN beat_at ELSE now() END - paused FROM service
$$;
--> statement-breakpoint
-- One node's word on who has a socket there and who has none there any more, both as [{"site_id","kind","person_id"}],
-- nobody twice. Answers those who came, and who were not there a moment ago; or NULL when the node's lease is over and it
-- has to beat first.
--
-- The key share on the node's row lets the node beat, but nobody can end its lease meanwhile: what is written here is found
-- by whoever ends it later. Two nodes never wait for each other: first come the rows that are missing, in key order, while
-- nothing else is held; then the locks, in key order, over rows that are all there.
CREATE FUNCTION presence_moved(node uuid, here json, gone_from_here json) RETURNS json
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
  moment timestamptz(3) := now();
  came json;
BEGIN
  PERFORM 1 FROM nodes n WHERE n.id = node FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  INSERT INTO presence (site_id, kind, person_id, nodes, since, gone, changed_at)
  SELECT h.site_id, h.kind, h.person_id, '{}', moment, true, moment
    FROM json_to_recordset(here) AS h(site_id uuid, kind text, person_id uuid)
   ORDER BY 1, 2, 3
  ON CONFLICT (site_id, kind, person_id) DO NOTHING;

  PERFORM 1
    FROM (SELECT * FROM json_to_recordset(here) AS h(site_id uuid, kind text, person_id uuid)
          UNION ALL
          SELECT * FROM json_to_recordset(gone_from_here) AS g(site_id uuid, kind text, person_id uuid)) a
    JOIN presence p USING (site_id, kind, person_id)
   ORDER BY p.site_id, p.kind, p.person_id
     FOR NO KEY UPDATE OF p;

  UPDATE presence p
     SET nodes = array_remove(p.nodes, node),
         left_at = CASE WHEN p.nodes <@ ARRAY[node] THEN moment END,
         left_served = CASE WHEN p.nodes <@ ARRAY[node] THEN served() END
    FROM json_to_recordset(gone_from_here) AS g(site_id uuid, kind text, person_id uuid)
   WHERE p.site_id = g.site_id AND p.kind = g.kind AND p.person_id = g.person_id AND node = ANY (p.nodes);

  WITH written AS (
    UPDATE presence p
       SET nodes = array_append(array_remove(p.nodes, node), node), left_at = NULL, left_served = NULL, gone = false,
           since = CASE WHEN p.gone THEN moment ELSE p.since END,
           changed_at = CASE WHEN p.gone THEN moment ELSE p.changed_at END,
           changed_by = CASE WHEN p.gone THEN pg_current_xact_id() ELSE p.changed_by END
      FROM json_to_recordset(here) AS h(site_id uuid, kind text, person_id uuid)
     WHERE p.site_id = h.site_id AND p.kind = h.kind AND p.person_id = h.person_id
    RETURNING p.site_id, p.kind, p.person_id, p.since, p.changed_by = pg_current_xact_id() AS is_new
  )
  SELECT coalesce(json_agg(json_build_object('site_id', site_id, 'kind', kind, 'person_id', person_id, 'since', since)), '[]')
    INTO came
    FROM written
   WHERE is_new;
  RETURN came;
END
$$;
--> statement-breakpoint
-- Nobody has a socket any more on nodes whose rows were deleted, since their last signs of life. A statement of its own after
-- the deletion: it sees everything that was written under the leases. All rows are locked in key order first.
CREATE FUNCTION presence_emptied(ended uuid[], last_at timestamptz[], last_served timestamptz[]) RETURNS void
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
  PERFORM 1 FROM presence p WHERE p.left_at IS NULL AND p.nodes && ended
    ORDER BY p.site_id, p.kind, p.person_id FOR NO KEY UPDATE;
  FOR i IN 1 .. cardinality(ended) LOOP
    UPDATE presence p
       SET nodes = array_remove(p.nodes, ended[i]),
           left_at = CASE WHEN p.nodes <@ ARRAY[ended[i]] THEN greatest(last_at[i], p.since) END,
           left_served = CASE WHEN p.nodes <@ ARRAY[ended[i]] THEN last_served[i] END
     WHERE p.left_at IS NULL AND ended[i] = ANY (p.nodes);
  END LOOP;
END
$$;
--> statement-breakpoint
-- A node stops and says so.
CREATE FUNCTION presence_left(node uuid) RETURNS void
LANGUAGE plpgsql VOLATILE
AS $$
BEGIN
  DELETE FROM nodes n WHERE n.id = node;
  PERFORM presence_emptied(ARRAY[node], ARRAY[now()], ARRAY[served()]);
END
$$;
--> statement-breakpoint
-- One beat of a node, and what is due with it: the clock goes on, leases that are over end, people whose grace time is over
-- are gone. Answers {"kept", "gone": [...]}: whether the node's own lease still ran (else it has to say anew who is there),
-- and the people who are gone now, each told to exactly one node, since beats wait for each other at the clock's row.
CREATE FUNCTION presence_beat(node uuid, lease interval, grace interval, most integer) RETURNS json
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
  kept boolean;
  ended uuid[];
  last_at timestamptz[];
  last_served timestamptz[];
  gone_now json;
BEGIN
  UPDATE service s
     SET paused = s.paused + CASE WHEN now() - s.beat_at > interval '5 seconds' THEN now() - s.beat_at ELSE interval '0' END,
         beat_at = greatest(now(), s.beat_at);

  UPDATE nodes n SET beat_at = now(), beat_served = served() WHERE n.id = node;
  kept := FOUND;
  IF NOT kept THEN
    INSERT INTO nodes (id, beat_at, beat_served) VALUES (node, now(), served());
  END IF;

  WITH deleted AS (DELETE FROM nodes n WHERE n.beat_served < served() - lease RETURNING n.id, n.beat_at, n.beat_served)
  SELECT array_agg(d.id ORDER BY d.beat_served), array_agg(d.beat_at ORDER BY d.beat_served), array_agg(d.beat_served ORDER BY d.beat_served)
    INTO ended, last_at, last_served
    FROM deleted d;
  IF ended IS NOT NULL THEN
    PERFORM presence_emptied(ended, last_at, last_served);
  END IF;

  WITH due AS (
    SELECT p.site_id, p.kind, p.person_id
      FROM presence p
     WHERE p.left_at IS NOT NULL AND NOT p.gone AND p.left_served <= served() - grace
     ORDER BY p.site_id, p.kind, p.person_id
     LIMIT most
       FOR NO KEY UPDATE SKIP LOCKED
  ), told AS (
    UPDATE presence p SET gone = true, changed_at = now(), changed_by = pg_current_xact_id()
      FROM due d
     WHERE p.site_id = d.site_id AND p.kind = d.kind AND p.person_id = d.person_id
    RETURNING p.site_id, p.kind, p.person_id, p.left_at
  )
  SELECT coalesce(json_agg(json_build_object('site_id', site_id, 'kind', kind, 'person_id', person_id, 'since', left_at)), '[]')
    INTO gone_now
    FROM told;
  RETURN json_build_object('kept', kept, 'gone', gone_now);
END
$$;
