import type { Deliverer, Parcel } from "../../effects/index.ts";
import { deliveryOf, post, type Reach } from "./post.ts";

const PAGERDUTY_URL = "https://events.pagerduty.com/";

/**
 * PagerDuty's Events API v2; the routing key is where a parcel goes to. Messages of a thread have one
 * `dedup_key`, so that a repeat opens nothing anew. A notice becomes a change event, which wakes nobody.
 * Limits: developer.pagerduty.com/docs/send-alert-event.
 */
export const pagerDutyDeliverer = (reach: Reach, url = PAGERDUTY_URL): Deliverer => ({
  async deliver(parcel, signal) {
    const isChange = parcel.message.action === "notice";
    const path = isChange ? "v2/change/enqueue" : "v2/enqueue";
    const body = JSON.stringify(isChange ? changeOf(parcel) : eventOf(parcel));
    const answer = await post({ url: new URL(path, url).href, headers: {}, body }, reach, signal);
    return deliveryOf(answer, { inDoubt: false });
  },
  close: async () => {},
});

function eventOf({ key, to, message }: Parcel) {
  const { subject, text, severity, action, thread, at, addon, links } = message;
  return {
    routing_key: to,
    event_action: action,
    dedup_key: thread.slice(0, 255),
    payload: {
      summary: subject.slice(0, 1024),
      source: addon.key,
      severity,
      timestamp: at,
      component: addon.name,
      custom_details: { text, message: key },
    },
    ...linksOf(links),
    client: "Plimsoll",
  };
}

function changeOf({ key, to, message }: Parcel) {
  const { subject, text, at, addon, links } = message;
  return {
    routing_key: to,
    payload: {
      summary: subject.slice(0, 1024),
      source: addon.key,
      timestamp: at,
      custom_details: { text, message: key },
    },
    ...linksOf(links),
  };
}

const linksOf = (links: Parcel["message"]["links"]) =>
  links.length === 0 ? {} : { links: links.map(({ text, href }) => ({ text, href })) };
