import type { Parcel } from "../../effects/index.ts";

/** A message as the two parts of a mail: plain text, and HTML that looks alike in bright and dark readers. */
export function mailBody({ message, unsubscribe }: Parcel): {
  readonly text: string;
  readonly html: string;
} {
  const { subject, text, links, addon } = message;
  const footer = [
    `${addon.name} · sent by Plimsoll`,
    ...(unsubscribe === null ? [] : [`No more of these: ${unsubscribe}`]),
  ];
  return {
    text: [
      text,
      ...links.map(({ text, href }) => `${text}: ${href}`),
      ["-- ", ...footer].join("\n"),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
    html: htmlOf(subject, text, links, addon.name, unsubscribe),
  };
}

const FONT =
  "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:1.5";

function htmlOf(
  subject: string,
  text: string,
  links: readonly { readonly text: string; readonly href: string }[],
  name: string,
  unsubscribe: string | null,
): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== "")
    .map((part) => `<p style="margin:0 0 16px">${escaped(part).replaceAll("\n", "<br>")}</p>`)
    .join("");
  const buttons = links
    .map(
      ({ text, href }, at) =>
        `<p style="margin:0 0 12px"><a href="${escaped(href)}" style="${at === 0 ? "display:inline-block;padding:8px 18px;border-radius:6px;background:#0a6a9b;color:#ffffff;text-decoration:none;font-weight:600" : "color:#0a6a9b"}">${escaped(text)}</a></p>`,
    )
    .join("");
  const end =
    unsubscribe === null
      ? ""
      : ` · <a href="${escaped(unsubscribe)}" style="color:#6b7f8b">No more of these</a>`;
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:0;${FONT}"><div style="max-width:560px;margin:0 auto;padding:32px 20px">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25;letter-spacing:-.01em">${escaped(subject)}</h1>
${paragraphs}${buttons}
<p style="margin:32px 0 0;padding-top:12px;border-top:1px solid #b7c5cd;font-size:13px;color:#6b7f8b">${escaped(name)} · sent by Plimsoll${end}</p>
</div></body></html>
`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
