CREATE TABLE "membership_changes" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"group_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"came" boolean NOT NULL,
	CONSTRAINT "membership_changes_part_id_pk" PRIMARY KEY("part","id")
);
--> statement-breakpoint
CREATE TABLE "rfm_edges" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"edges" jsonb NOT NULL,
	"buyers" integer NOT NULL,
	"computed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segment_checks" (
	"part" smallint NOT NULL,
	"profile_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"causes" text[] NOT NULL,
	CONSTRAINT "segment_checks_part_profile_id_pk" PRIMARY KEY("part","profile_id")
);
--> statement-breakpoint
CREATE TABLE "segment_flips" (
	"part" smallint NOT NULL,
	"profile_id" uuid NOT NULL,
	"segment_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_flips_part_profile_id_segment_id_pk" PRIMARY KEY("part","profile_id","segment_id")
);
--> statement-breakpoint
CREATE TABLE "segments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"definition" jsonb NOT NULL,
	"kind" text DEFAULT 'live' NOT NULL,
	"causes" text[] DEFAULT '{}' NOT NULL,
	"asks" uuid[] DEFAULT '{}' NOT NULL,
	"clocked" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"computed" integer DEFAULT 0 NOT NULL,
	"computed_at" timestamp with time zone,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "membership_changes_group" ON "membership_changes" USING btree ("group_id","at");--> statement-breakpoint
CREATE INDEX "membership_changes_profile" ON "membership_changes" USING btree ("part","profile_id");--> statement-breakpoint
CREATE INDEX "segment_checks_due" ON "segment_checks" USING btree ("part","at");--> statement-breakpoint
CREATE INDEX "segment_flips_due" ON "segment_flips" USING btree ("part","at");--> statement-breakpoint
CREATE INDEX "segment_flips_segment" ON "segment_flips" USING btree ("segment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "segments_name" ON "segments" USING btree ("workspace_id","name");
--> statement-breakpoint
-- What conditions see of a value, as flows/conditions/compare.ts has it. Plain SQL, so that the planner sees through them.
CREATE FUNCTION akis_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT replace(lower(replace(replace(replace(normalize(value, NFC), 'İ', 'i'), 'I', 'i'), 'ı', 'i')), 'ς', 'σ')
$$;
--> statement-breakpoint
CREATE FUNCTION akis_decimal(value jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'number'
    OR (jsonb_typeof(value) = 'string' AND value #>> '{}' ~ '^ *[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,2})? *$')
    THEN (value #>> '{}')::numeric END
$$;
--> statement-breakpoint
CREATE FUNCTION akis_number(value jsonb) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT akis_decimal(value)::double precision
$$;
--> statement-breakpoint
CREATE FUNCTION akis_text(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE jsonb_typeof(value) WHEN 'string' THEN akis_fold(value #>> '{}') WHEN 'boolean' THEN value #>> '{}'
    WHEN 'number' THEN CASE WHEN value = '0' OR (abs((value #>> '{}')::numeric) >= 1e-6 AND abs((value #>> '{}')::numeric) < 1e21)
      THEN value #>> '{}' END END
$$;
--> statement-breakpoint
CREATE FUNCTION akis_instant(value jsonb) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN jsonb_typeof(value) = 'string'
    AND value #>> '{}' ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])?)?$'
    THEN CASE WHEN substr(value #>> '{}', 9, 2)::int <= extract(day FROM
        make_date(substr(value #>> '{}', 1, 4)::int, substr(value #>> '{}', 6, 2)::int, 1) + interval '1 month' - interval '1 day')
      THEN date_trunc('milliseconds', (CASE WHEN length(value #>> '{}') = 10 THEN (value #>> '{}') || ' 00:00+00'
        ELSE regexp_replace(value #>> '{}', '(\.[0-9]{3})[0-9]+', '\1')
          || CASE WHEN value #>> '{}' ~ '(Z|[+-][0-9]{2}:?[0-9]{2})$' THEN '' ELSE '+00' END END)::timestamptz) END END
$$;
--> statement-breakpoint
-- stickyFraction of flows/sticky.ts: goes on with a hash that was begun, for one more word.
CREATE FUNCTION akis_sticky(begun bigint, word text) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  hash bigint := begun;
BEGIN
  FOR n IN 1..length(word) LOOP
    hash := ((hash # ascii(substr(word, n, 1))) * 16777619) & 4294967295;
  END LOOP;
  hash := hash # (hash >> 16);
  hash := ((hash & 65535) * 2246822507 + ((((hash >> 16) * 2246822507) & 65535) << 16)) & 4294967295;
  hash := hash # (hash >> 13);
  RETURN hash::double precision / 4294967296;
END $$;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- people search: any part of a name, an address or a number
CREATE INDEX profiles_search ON profiles USING gin (akis_fold(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' '
  || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(external_id, '')) gin_trgm_ops) WHERE merged_into IS NULL;
