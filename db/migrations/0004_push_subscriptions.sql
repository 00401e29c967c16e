CREATE TABLE "push_subscriptions" (
	"part" smallint NOT NULL,
	"workspace_id" uuid NOT NULL,
	"endpoint_hash" text NOT NULL,
	"profile_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone,
	CONSTRAINT "push_subscriptions_part_workspace_id_endpoint_hash_pk" PRIMARY KEY("part","workspace_id","endpoint_hash")
);
--> statement-breakpoint
CREATE INDEX "push_subscriptions_profile" ON "push_subscriptions" USING btree ("part","profile_id");