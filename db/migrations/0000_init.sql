CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"inviter_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limits_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"active_organization_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"locale" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"logo" text,
	"metadata" text,
	"time_zone" text DEFAULT 'Europe/Istanbul' NOT NULL,
	"locale" text DEFAULT 'tr' NOT NULL,
	"currency" text DEFAULT 'TRY' NOT NULL,
	"country" text DEFAULT 'TR' NOT NULL,
	"consent_rule" text DEFAULT 'implied' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspaces_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "conversions" (
	"part" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"node" text NOT NULL,
	"channel" text NOT NULL,
	"touch" text NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"currency" text,
	"at" timestamp with time zone NOT NULL,
	"touched_at" timestamp with time zone NOT NULL,
	"bot_touch" boolean DEFAULT false NOT NULL,
	CONSTRAINT "conversions_part_workspace_id_event_id_pk" PRIMARY KEY("part","workspace_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "flow_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"flow_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"graph" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "flows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"draft" jsonb NOT NULL,
	"draft_revision" integer DEFAULT 1 NOT NULL,
	"live_version_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"updated_by" text
);
--> statement-breakpoint
CREATE TABLE "message_events" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"agent" text DEFAULT 'person' NOT NULL,
	"url" text,
	"user_agent" text,
	"detail" jsonb,
	CONSTRAINT "message_events_part_id_pk" PRIMARY KEY("part","id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"part" smallint NOT NULL,
	"run_id" uuid NOT NULL,
	"node" text NOT NULL,
	"visit" integer NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"detail" jsonb,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"connection_id" uuid,
	"provider" text,
	"provider_message_id" text,
	"to_address" text,
	"subject" text,
	"html" text,
	"text" text,
	"links" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	"clicked_at" timestamp with time zone,
	"bounced_at" timestamp with time zone,
	CONSTRAINT "messages_part_run_id_node_visit_pk" PRIMARY KEY("part","run_id","node","visit")
);
--> statement-breakpoint
CREATE TABLE "run_steps" (
	"part" smallint NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"ordinal" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"node" text,
	"visit" integer NOT NULL,
	"branch" text,
	"at" timestamp with time zone NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "run_steps_part_run_id_step_ordinal_pk" PRIMARY KEY("part","run_id","step","ordinal")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"status" text NOT NULL,
	"wake_at" timestamp with time zone,
	"step" integer DEFAULT 0 NOT NULL,
	"key" text,
	"trigger_event_id" uuid,
	"node" text,
	"listens" text[] DEFAULT '{}' NOT NULL,
	"state" jsonb NOT NULL,
	"pending" jsonb,
	"reason" text,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "runs_part_id_pk" PRIMARY KEY("part","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_calls" (
	"part" smallint NOT NULL,
	"run_id" uuid NOT NULL,
	"node" text NOT NULL,
	"visit" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"status" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"http_status" integer,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "webhook_calls_part_run_id_node_visit_pk" PRIMARY KEY("part","run_id","node","visit")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"evidence" jsonb,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consents_part_id_pk" PRIMARY KEY("part","id")
);
--> statement-breakpoint
CREATE TABLE "event_keys" (
	"part" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"key" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_keys_part_workspace_id_key_pk" PRIMARY KEY("part","workspace_id","key")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"name" text NOT NULL,
	"time" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"key" text NOT NULL,
	"properties" jsonb NOT NULL,
	"value" numeric(18, 4),
	"currency" text,
	"backfill" boolean DEFAULT false NOT NULL,
	CONSTRAINT "events_part_id_time_pk" PRIMARY KEY("part","id","time")
) PARTITION BY RANGE ("time");--> statement-breakpoint
CREATE TABLE "events_before_1990" PARTITION OF "events" FOR VALUES FROM (MINVALUE) TO ('1990-01-01 00:00:00+00');
--> statement-breakpoint
CREATE TABLE "identifiers" (
	"part" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "identifiers_part_workspace_id_kind_value_pk" PRIMARY KEY("part","workspace_id","kind","value")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"payload" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"error" text,
	CONSTRAINT "inbox_part_id_pk" PRIMARY KEY("part","id")
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"part" smallint NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"external_id" text,
	"email" text,
	"phone" text,
	"first_name" text,
	"last_name" text,
	"time_zone" text,
	"locale" text,
	"properties" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"merged_into" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone,
	CONSTRAINT "profiles_part_id_pk" PRIMARY KEY("part","id")
);
--> statement-breakpoint
CREATE TABLE "seen_events" (
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"paths" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "seen_events_workspace_id_name_pk" PRIMARY KEY("workspace_id","name")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"part" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address_hash" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "suppressions_part_workspace_id_channel_address_hash_pk" PRIMARY KEY("part","workspace_id","channel","address_hash")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"provider" text NOT NULL,
	"settings" jsonb NOT NULL,
	"secrets" text NOT NULL,
	"status" text NOT NULL,
	"last_error" text,
	"created_at" timestamp with time zone NOT NULL,
	"tested_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_workspaces_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_inviter_id_users_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_workspaces_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "flow_versions" ADD CONSTRAINT "flow_versions_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "invitations_workspace" ON "invitations" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "members_user_workspace" ON "members" USING btree ("user_id","organization_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "conversions_flow" ON "conversions" USING btree ("flow_id","at");--> statement-breakpoint
CREATE INDEX "conversions_workspace" ON "conversions" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "flow_versions_number" ON "flow_versions" USING btree ("flow_id","number");--> statement-breakpoint
CREATE INDEX "flows_workspace" ON "flows" USING btree ("workspace_id","status");--> statement-breakpoint
CREATE INDEX "message_events_message" ON "message_events" USING btree ("part","message_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_id" ON "messages" USING btree ("part","id");--> statement-breakpoint
CREATE INDEX "messages_due" ON "messages" USING btree ("part","due_at") WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "messages_workspace" ON "messages" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_attention" ON "messages" USING btree ("workspace_id","created_at") WHERE status in ('review', 'uncertain', 'unconnected');--> statement-breakpoint
CREATE INDEX "messages_flow" ON "messages" USING btree ("flow_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_profile" ON "messages" USING btree ("part","profile_id","created_at");--> statement-breakpoint
CREATE INDEX "run_steps_flow" ON "run_steps" USING btree ("flow_id","at");--> statement-breakpoint
CREATE INDEX "runs_due" ON "runs" USING btree ("part","wake_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "runs_profile" ON "runs" USING btree ("part","profile_id","flow_id");--> statement-breakpoint
CREATE UNIQUE INDEX "runs_trigger_once" ON "runs" USING btree ("part","flow_id","trigger_event_id");--> statement-breakpoint
CREATE INDEX "runs_flow" ON "runs" USING btree ("flow_id","started_at");--> statement-breakpoint
CREATE INDEX "webhook_calls_due" ON "webhook_calls" USING btree ("part","due_at") WHERE status in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "consents_standing" ON "consents" USING btree ("part","profile_id","channel","kind","time");--> statement-breakpoint
CREATE INDEX "events_profile" ON "events" USING btree ("part","profile_id","name","time");--> statement-breakpoint
CREATE INDEX "events_workspace_name" ON "events" USING btree ("workspace_id","name","time");--> statement-breakpoint
CREATE INDEX "identifiers_profile" ON "identifiers" USING btree ("workspace_id","profile_id");--> statement-breakpoint
CREATE INDEX "inbox_failed" ON "inbox" USING btree ("workspace_id","id") WHERE error is not null;--> statement-breakpoint
CREATE INDEX "profiles_workspace" ON "profiles" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_workspace" ON "api_keys" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "connections_standing" ON "connections" USING btree ("workspace_id","channel") WHERE status <> 'disabled';--> statement-breakpoint
ALTER TABLE "runs" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02, fillfactor = 80);--> statement-breakpoint
ALTER TABLE "inbox" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE "messages" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02, fillfactor = 80);--> statement-breakpoint
ALTER TABLE "webhook_calls" SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.02);
