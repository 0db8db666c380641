/** One recommendation of the platform's operations guide for add-ons, in our words. */
export interface Recommendation {
  readonly id: string;
  readonly chapter: string;
  readonly asks: string;
}

const TARGETS = "Service levels";
const TESTING = "Capacity and performance";
const CHANGES = "Maintenance and change";
const CONTINUITY = "Continuity";
const SUPPORT = "Support";

const all: readonly (readonly [chapter: string, asks: string])[] = [
  [TARGETS, "The add-on works reliably for customers of every size in all time zones."],
  [TARGETS, "Targets for its service level are set."],
  [TARGETS, "Performance tests have shown that the targets can be kept."],
  [TARGETS, "The targets are watched while it runs."],
  [TARGETS, "Scaling keeps them when the load grows."],
  [TARGETS, "An uptime is promised for all time outside of announced maintenance."],
  [TARGETS, "Response times of its pages are promised: average, median, 90th or 95th percentile."],
  [TARGETS, "Response times of its service calls are promised likewise."],
  [TARGETS, "After a major incident it is back within a promised time (RTO)."],
  [TARGETS, "No more than a promised stretch of data is lost (RPO)."],
  [TARGETS, "Support has promised hours."],
  [TARGETS, "The first answer comes within a promised time, by level."],
  [TARGETS, "A solution comes within a promised time."],
  [TARGETS, "The agreement is published online, with the terms of support."],
  [TESTING, "It scales out: more nodes carry more load."],
  [TESTING, "A cloud provider helps to scale it."],
  [TESTING, "It is tested before its first deployment, and each version for what it costs."],
  [TESTING, "Load test: it behaves as promised under the expected load."],
  [TESTING, "Stress test: its limits are known, and what happens beyond them."],
  [TESTING, "Soak test: over a long time it neither leaks nor slows down."],
  [TESTING, "Spike test: it stands a sudden burst."],
  [TESTING, "It is tested in isolation, beside a pretend host."],
  [TESTING, "It is tested end to end, as close to production as can be."],
  [TESTING, "Load comes from as many machines as it takes."],
  [TESTING, "Its performance is monitored while it runs."],
  [TESTING, "Thresholds have procedures for when they are crossed."],
  [TESTING, "Processor, memory and disk are watched."],
  [TESTING, "It is scaled automatically with the load."],
  [CHANGES, "Updates reach customers by the host's polling, and versions are managed."],
  [CHANGES, "New features and regressions are tested for each release."],
  [CHANGES, "Maintenance is done without customers noticing."],
  [CHANGES, "Else it is announced online, and users meanwhile get a message that explains it."],
  [CHANGES, "The end of a free add-on is announced two months ahead."],
  [CHANGES, "A paid add-on is maintained for as long as anybody has paid for."],
  [CHANGES, "The Marketplace team is told when it ends."],
  [CHANGES, "An older version is supported until all customers have approved the newer one."],
  [CONTINUITY, "Backups meet the RPO, and lie at another site."],
  [CONTINUITY, "There are procedures for recovery after a major outage."],
  [CONTINUITY, "Recovery is rehearsed, best of all regularly."],
  [CONTINUITY, "After a data centre's outage the add-on comes back by itself, with little loss."],
  [SUPPORT, "A support address says how to get help."],
  [SUPPORT, "Support is there eight hours a day on five days a week in the vendor's own zone."],
  [SUPPORT, "Customers can report bugs and suggest improvements in an issue tracker."],
  [SUPPORT, "Somebody can be reached around the clock in an emergency."],
];

/** All 44, in the guide's order. */
export const recommendations: readonly Recommendation[] = all.map(([chapter, asks], at) => ({
  id: `G${at + 1}`,
  chapter,
  asks,
}));
