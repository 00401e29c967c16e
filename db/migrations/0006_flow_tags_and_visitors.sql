CREATE TABLE "flow_visitors" (
	"flow_id" uuid NOT NULL,
	"page_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"node" text,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "flow_visitors_flow_id_page_id_pk" PRIMARY KEY("flow_id","page_id")
);
--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "tags" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "flow_visitors" ADD CONSTRAINT "flow_visitors_flow_id_flows_id_fk" FOREIGN KEY ("flow_id") REFERENCES "public"."flows"("id") ON DELETE cascade ON UPDATE no action;