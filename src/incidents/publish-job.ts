import type { Decide, Job, Known } from "../engine/index.ts";
import { type Incident, incidentPublished, incidents, writeEntry } from "../entries/index.ts";

/** Shows proposed incidents to everybody when their time has come and nobody has decided otherwise. */
export const publishJob: Job = {
  name: "incidents/publish",
  about: "Publishes proposed incidents that nobody has looked at.",
  when: {
    due: (known) => {
      const times = waiting(known).map(({ incident }) => incident.publishMs!);
      return times.length === 0 ? null : Math.min(...times);
    },
  },
  async run({ known, nowMs, perform }) {
    for (const { addon, incident } of waiting(known))
      if (incident.publishMs! <= nowMs)
        await perform(decideDue, incident.id, { addon, cause: `publish incident/${incident.id}` });
  },
};

const isWaiting = ({ isPublic, publishMs, isWithdrawn }: Incident): boolean =>
  !isPublic && publishMs !== null && !isWithdrawn;

const waiting = (known: Known) =>
  known.addons().flatMap((addon) =>
    known
      .state(incidents, addon)
      .all.filter(isWaiting)
      .map((incident) => ({ addon, incident })),
  );

const decideDue: Decide<string> = (known, id, { addon, nowMs: atMs, by }) => {
  const incident = known.state(incidents, addon).all.find((one) => one.id === id);
  const isDue = incident !== undefined && isWaiting(incident) && incident.publishMs! <= atMs;
  return {
    kind: "decided",
    entries: isDue ? [writeEntry(incidentPublished, { id }, { addon, atMs, by })] : [],
    expected: isDue ? { [`incident/${id}`]: incident.version } : {},
  };
};
