CREATE TABLE "date_entries" (
	"part" smallint NOT NULL,
	"flow_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	CONSTRAINT "date_entries_part_flow_id_profile_id_pk" PRIMARY KEY("part","flow_id","profile_id")
);
--> statement-breakpoint
CREATE TABLE "experiment_winners" (
	"flow_id" uuid NOT NULL,
	"node" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"path" text NOT NULL,
	"probability" numeric(6, 5) NOT NULL,
	"figures" jsonb NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "experiment_winners_flow_id_node_pk" PRIMARY KEY("flow_id","node")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"part" smallint NOT NULL,
	"run_id" uuid NOT NULL,
	"node" text NOT NULL,
	"visit" integer NOT NULL,
	"id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"profile_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"to_address" text NOT NULL,
	"text" text NOT NULL,
	"status" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"error" text,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone,
	CONSTRAINT "notices_part_run_id_node_visit_pk" PRIMARY KEY("part","run_id","node","visit")
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"part" smallint NOT NULL,
	"profile_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"group_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "memberships_part_profile_id_kind_group_id_pk" PRIMARY KEY("part","profile_id","kind","group_id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"flow_id" uuid,
	"status" text NOT NULL,
	"progress" real DEFAULT 0 NOT NULL,
	"input" jsonb NOT NULL,
	"checkpoint" jsonb,
	"result" jsonb,
	"error" text,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "replay_people" (
	"job_id" uuid NOT NULL,
	"figure" text NOT NULL,
	"profile_id" uuid NOT NULL,
	CONSTRAINT "replay_people_job_id_figure_profile_id_pk" PRIMARY KEY("job_id","figure","profile_id")
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "quiet_hours" jsonb;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "smart_sending" jsonb DEFAULT '{"email":16,"sms":24,"push":24,"whatsapp":24}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "frequency_caps" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "kind" text DEFAULT 'marketing' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "priority" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "asks" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "error" text;--> statement-breakpoint
CREATE INDEX "date_entries_due" ON "date_entries" USING btree ("part","due_at");--> statement-breakpoint
CREATE INDEX "date_entries_profile" ON "date_entries" USING btree ("part","profile_id");--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("part","due_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "notices_workspace" ON "notices" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "lists_name" ON "lists" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "memberships_group" ON "memberships" USING btree ("group_id","since");--> statement-breakpoint
CREATE INDEX "jobs_workspace" ON "jobs" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "messages_uncertain" ON "messages" USING btree ("part","due_at") WHERE status = 'uncertain' and asks >= 0;--> statement-breakpoint
CREATE INDEX "runs_inside" ON "runs" USING btree ("flow_id","part","id") WHERE status in ('waiting', 'held');--> statement-breakpoint
CREATE INDEX "runs_failed" ON "runs" USING btree ("flow_id","ended_at") WHERE status = 'failed';