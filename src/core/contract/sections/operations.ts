import * as z from "zod";
import { parseUrl, parseUrlPath } from "../values/address.ts";
import { backups } from "./backups.ts";
import { alerts, channels } from "./channels.ts";
import { dependencies } from "./dependencies.ts";
import { emergency } from "./emergency.ts";
import { hostStatus } from "./host-status.ts";
import { deadman, incidents } from "./incidents.ts";
import { load } from "./load.ts";
import { connectivity, probes } from "./probes.ts";
import { retention } from "./retention.ts";
import { scaling } from "./scaling.ts";
import { procedures, resources, thresholds } from "./thresholds.ts";
import { formed, line, orNull, written } from "./written.ts";

const run = z
  .strictObject({
    command: line(1000, { description: "Starts one replica.", examples: ["node app.js"] }),
    port: formed(/^[A-Za-z_]\w{0,63}$/, "letters, digits, underscores", {
      description: "The environment variable that tells it its port.",
      examples: ["PORT"],
    }),
    ready: written(parseUrlPath, {
      description: "Answers 200 once the replica is ready.",
      examples: ["/health"],
    }),
  })
  .meta({ description: "How to start one replica, for tests and deploys." });

const tracker = z
  .strictObject({
    jira: written(parseUrl, {
      description: "The Jira site that tickets are kept in.",
      examples: ["https://example.atlassian.net"],
    }),
    project: formed(/^[A-Z][A-Z0-9_]{1,19}$/, "2 to 20 capital letters and digits", {
      description: "Key of the project.",
      examples: ["SUP"],
    }),
  })
  .meta({ description: "Where support tickets are kept." });

const guide = z
  .enum(["public", "private"])
  .default("private")
  .meta({
    description:
      "Who may see how the add-on stands to the platform's operations guide: everybody, on the status page, or its vendor alone.",
    examples: ["public"],
  });

/** The sections of `operations`, which never leaves the vendor. */
export const operations = {
  run: orNull(run),
  load: orNull(load),
  probes,
  connectivity,
  hostStatus,
  thresholds: orNull(thresholds),
  procedures,
  resources,
  scaling: orNull(scaling),
  backups,
  tracker: orNull(tracker),
  emergency: orNull(emergency),
  channels,
  alerts,
  incidents,
  deadman,
  dependencies,
  retention,
  guide,
};
