import type { Deliverer, Parcel } from "../../effects/index.ts";
import type { Message } from "../../entries/index.ts";
import { deliveryOf, post, type Reach } from "./post.ts";

/** A section takes 3,000 characters; the rest of a message is where its links lead. */
const MOST_SECTION = 3_000;
const MOST_HEADING = 150;

const HEADINGS: Readonly<Record<Message["action"], string>> = {
  trigger: "",
  acknowledge: "Acknowledged: ",
  resolve: "Over: ",
  notice: "",
};

/** Incoming webhooks of Slack, Mattermost, Rocket.Chat and others that take the same. They know no repeat. */
export const slackDeliverer = (reach: Reach): Deliverer => ({
  async deliver(parcel, signal) {
    const body = JSON.stringify(bodyOf(parcel));
    const answer = await post({ url: parcel.to, headers: {}, body }, reach, signal);
    return deliveryOf(answer, { inDoubt: true });
  },
  close: async () => {},
});

function bodyOf({ message }: Parcel) {
  const { subject, text, action, severity, addon, links } = message;
  const heading = `${HEADINGS[action]}${subject}`;
  const blocks: object[] = [
    { type: "header", text: { type: "plain_text", text: cut(heading, MOST_HEADING) } },
  ];
  if (text !== "") blocks.push({ type: "section", text: mrkdwn(escaped(text)) });
  const below = [
    `${escaped(addon.name)} · ${severity}`,
    ...links.map(
      ({ text, href }) =>
        `<${escaped(href).replaceAll("|", "%7C")}|${escaped(text).replaceAll("|", " ")}>`,
    ),
  ];
  blocks.push({ type: "context", elements: [mrkdwn(below.join(" · "))] });
  return { text: escaped(heading), blocks };
}

const mrkdwn = (text: string) => ({
  type: "mrkdwn",
  text: cut(text, MOST_SECTION),
  verbatim: true,
});

/** As Slack asks for; without it `<!channel>` would wake everybody. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Never within an escape or a surrogate pair. */
const cut = (text: string, most: number): string =>
  text.length <= most
    ? text
    : `${text.slice(0, most - 1).replace(/&[a-z]*$|[\uD800-\uDBFF]$/, "")}…`;
