CREATE TABLE "run_traces" (
	"part" smallint NOT NULL,
	"run_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"flow_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"lines" jsonb NOT NULL,
	CONSTRAINT "run_traces_part_run_id_step_pk" PRIMARY KEY("part","run_id","step")
);
--> statement-breakpoint
CREATE INDEX "run_traces_flow" ON "run_traces" USING btree ("flow_id","at");