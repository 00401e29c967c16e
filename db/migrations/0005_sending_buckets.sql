CREATE TABLE "sending_buckets" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"full_at" timestamp with time zone NOT NULL,
	"slot_high" timestamp with time zone NOT NULL,
	"slot_normal" timestamp with time zone NOT NULL,
	"slot_low" timestamp with time zone NOT NULL
);
