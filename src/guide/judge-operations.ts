import { plural } from "../core/format/index.ts";
import { DAY_MS } from "../core/time/index.ts";
import type { GuideFacts, GuideJudge, Standing } from "../engine/index.ts";
import { lastDescriptor } from "../entries/index.ts";
import { broken, kept, notApplicable, unproven } from "./standings.ts";

const SCALING = "Plimsoll does not scale add-ons, nor see how they are scaled.";
const VERSIONS = "Plimsoll does not know yet which customer runs which version.";
const LICENCES = "Plimsoll does not read licences yet.";

/** How the add-on is run, changed, backed up and supported, as far as contract and ledger tell. */
export const operationsJudges: readonly GuideJudge[] = [
  { id: "G5", judge: scaling },
  { id: "G15", judge: () => unproven("No test was made with several replicas.", SCALING) },
  { id: "G16", judge: scaling },
  { id: "G25", judge: monitored },
  { id: "G28", judge: scaling },
  { id: "G29", judge: descriptorWatched },
  {
    id: "G30",
    judge: () => unproven("", "Plimsoll does not run the add-on's own tests for a release yet."),
  },
  { id: "G31", judge: () => unproven("", "Plimsoll does not watch deployments yet.") },
  { id: "G33", judge: retirement },
  {
    id: "G34",
    judge: ({ contract }) =>
      contract.addon.payment === "free"
        ? notApplicable("The add-on is free.")
        : unproven("The add-on is paid.", LICENCES),
  },
  { id: "G35", judge: () => notApplicable("Nothing says that the add-on ends.") },
  {
    id: "G36",
    judge: ({ contract }) =>
      contract.addon.host === "plain"
        ? notApplicable("The service has no host that approves versions.")
        : unproven("", VERSIONS),
  },
  { id: "G37", judge: backups },
  { id: "G38", judge: () => unproven("", "Plimsoll does not recover add-ons yet.") },
  {
    id: "G39",
    judge: ({ contract }) =>
      contract.sla.recovery?.drillEveryMs == null
        ? broken("No rehearsal is promised.", "Promise how often: `sla.recovery.drillEvery`.")
        : unproven("Regular rehearsals are promised.", "Plimsoll cannot run them yet."),
  },
  { id: "G40", judge: () => unproven("", "Plimsoll does not recover add-ons yet.") },
  { id: "G41", judge: supportAddress },
  { id: "G42", judge: supportHours },
  {
    id: "G43",
    judge: ({ contract }) =>
      contract.operations.tracker === null
        ? unproven("The contract names no tracker.", "Name it: `operations.tracker`.")
        : unproven("The contract names a tracker.", "Plimsoll does not read it yet."),
  },
  { id: "G44", judge: emergency },
];

function scaling({ contract }: GuideFacts): Standing {
  const { scaling } = contract.operations;
  if (scaling === null) return unproven("The contract does not say how it is scaled.", SCALING);
  const { min, max } = scaling;
  return unproven(`The contract plans ${min} to ${plural(max, "replica")}.`, SCALING);
}

/** By what the running period has of today. */
function monitored({ statement }: GuideFacts): Standing {
  const { computedAt, days, since } = statement;
  const today = days.find(({ day }) => day === computedAt.slice(0, 10));
  if (today !== undefined && today.events > 0)
    return kept(`It is measured: ${plural(today.events, "event")} today.`, computedAt);
  return unproven(
    "Nothing was measured today.",
    "Have it probed (`operations.probes`), and send its metrics.",
    since,
  );
}

function descriptorWatched({ known, contract }: GuideFacts): Standing {
  if (contract.addon.descriptor === null)
    return notApplicable("The contract names no descriptor that a host would poll.");
  const seen = known.state(lastDescriptor, contract.addon.key);
  if (seen === null)
    return unproven(
      "Its descriptor was not read yet.",
      "See on the private page why it cannot be read.",
    );
  return unproven(
    `Its descriptor is polled as the host does it; ${plural(seen.version, "version")} of it were seen.`,
    "Plimsoll does not say yet of which kind a change is before its release.",
  );
}

/** Two months, as the guide asks of free add-ons; the shortest two have 59 days. */
const NOTICE_MS = 59 * DAY_MS;

function retirement({ contract: { addon, sla } }: GuideFacts): Standing {
  if (addon.payment !== "free") return notApplicable("The add-on is paid.");
  if (sla.retirement === null)
    return broken(
      "No notice of its end is promised.",
      "Promise two months: `sla.retirement.notice`.",
    );
  const days = Math.floor(sla.retirement.noticeMs / DAY_MS);
  return sla.retirement.noticeMs < NOTICE_MS
    ? broken(`Only ${plural(days, "day")} of notice are promised.`, "Promise two months.")
    : kept(`${plural(days, "day")} of notice are promised, and nothing says that it ends.`);
}

function backups({ contract }: GuideFacts): Standing {
  const names = Object.keys(contract.operations.backups);
  return names.length === 0
    ? unproven("The contract plans no backups.", "Plan them: `operations.backups`.")
    : unproven(
        `The contract plans backups of ${names.join(", ")}.`,
        "Plimsoll does not make or check them yet.",
      );
}

function supportAddress({ contract: { addon, sla } }: GuideFacts): Standing {
  if (sla.support !== null)
    return unproven(
      `The address is published: ${sla.support.url}`,
      "Plimsoll does not visit it yet.",
    );
  if (addon.payment !== "paid-via-atlassian")
    return notApplicable("It is not sold by the host's marketplace.");
  return broken("No support address is published.", "Add it: `sla.support.url`.");
}

const FULL_DAY_MINUTES = 8 * 60;

function supportHours({ contract: { sla } }: GuideFacts): Standing {
  if (sla.support === null)
    return broken("No hours of support are promised.", "Promise them: `sla.support.hours`.");
  const minutesByDay = new Map<number, number>();
  for (const { weekday, from, to } of sla.support.hours.weekly)
    minutesByDay.set(weekday, (minutesByDay.get(weekday) ?? 0) + to - from);
  const days = [...minutesByDay.values()].filter((minutes) => minutes >= FULL_DAY_MINUTES).length;
  return days < 5
    ? broken(`Eight hours or more are promised on ${plural(days, "day")} a week.`, "Promise five.")
    : unproven(
        `Eight hours or more are promised on ${plural(days, "day")} a week.`,
        "Whether somebody is there then cannot be shown yet.",
      );
}

function emergency({ contract }: GuideFacts): Standing {
  const contact = contract.operations.emergency;
  return contact === null || (contact.email === null && contact.phone === null)
    ? unproven("The contract names no emergency contact.", "Name it: `operations.emergency`.")
    : unproven("The contract names an emergency contact.", "Plimsoll does not test it yet.");
}
