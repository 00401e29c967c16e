INSERT INTO "run_traces" ("part", "run_id", "step", "workspace_id", "flow_id", "version_id", "at", "lines")
SELECT part, run_id, step, workspace_id, flow_id, version_id, min(at),
  jsonb_agg(jsonb_build_array(kind, node, visit, branch, detail) ORDER BY ordinal)
FROM "run_steps" GROUP BY part, run_id, step, workspace_id, flow_id, version_id;
--> statement-breakpoint
DROP TABLE "run_steps" CASCADE;
--> statement-breakpoint
CREATE VIEW "run_steps" AS
SELECT t.part, t.run_id, t.step, (l.place - 1)::smallint AS ordinal, t.workspace_id, t.flow_id, t.version_id,
  l.line->>0 AS kind, l.line->>1 AS node, (l.line->>2)::integer AS visit, l.line->>3 AS branch, t.at, l.line->4 AS detail
FROM "run_traces" t CROSS JOIN LATERAL jsonb_array_elements(t.lines) WITH ORDINALITY l(line, place);
