import { complain, type Parse, quote, read } from "./reading.ts";

/** `https://support.example.com/portal`: an address on the web, without a password in it. */
export const parseUrl: Parse<string> = (text) => {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || /\s/.test(trimmed))
    return complain(
      `${quote(text)} is not an address on the web.`,
      /^[\w-]+(\.[\w-]+)+(\/|$)/.test(trimmed)
        ? `Write https://${trimmed}.`
        : "Write it whole, such as https://example.com.",
    );
  if (url.username !== "" || url.password !== "")
    return complain(
      `The address of ${url.host} holds a user name or password.`,
      "Take it out: secrets do not belong into a contract.",
    );
  return read(trimmed);
};

/** The same, as a base that paths are put behind: no query, no fragment, no slash at the end. */
export const parseBaseUrl: Parse<string> = (text) => {
  const reading = parseUrl(text);
  if (reading.kind === "complaint") return reading;
  return /[?#]/.test(reading.value)
    ? complain(
        `${quote(text)} has a query or a fragment, so no path can be put behind it.`,
        "Write the address up to the path only.",
      )
    : read(reading.value.replace(/\/+$/, ""));
};

/** `/health`: a path below the add-on's base URL. */
export const parseUrlPath: Parse<string> = (text) => {
  const path = text.trim();
  return /^\/(?!\/)[^\s\\#]*$/.test(path)
    ? read(path)
    : complain(
        `${quote(text)} is not a path below the base URL.`,
        "Begin it with one slash, such as /health.",
      );
};

/** `oncall@example.com` */
export const parseEmail: Parse<string> = (text) => {
  const email = text.trim();
  return /^[^\s@<>,;:"()[\]\\]{1,64}@[\w-]+(\.[\w-]+)*\.[\w-]{2,63}$/.test(email)
    ? read(email)
    : complain(`${quote(text)} is not an e-mail address.`, "Write it as in oncall@example.com.");
};

/** `+33 1 00 00 00 00`: with the country code, so that it can be dialled from anywhere. */
export const parsePhone: Parse<string> = (text) => {
  const phone = text.trim();
  return /^\+[\d][\d ().-]{5,30}$/.test(phone) && phone.replace(/\D/g, "").length <= 15
    ? read(phone)
    : complain(
        `${quote(text)} is not a telephone number that can be dialled from abroad.`,
        'Write it with the country code and in quotation marks: "+33 1 00 00 00 00".',
      );
};
