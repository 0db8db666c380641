/** Cookies of the host's page, each add-on's apart from the others': `AP.cookie`. */
export function cookieModule(page) {
  const nameOf = ({ _context }, name) =>
    encodeURIComponent(`${_context.extension.addon_key}$$${name}`);
  const write = (name, value, maxAgeS) => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookies are what the bridge offers.
    document.cookie = `${name}=${encodeURIComponent(value)}; path=${page.root || "/"}; max-age=${maxAgeS}; samesite=lax`;
  };
  return {
    save(name, value, expiresInDays, callback) {
      // The bridge puts its callback behind whatever was given.
      const given = callback ?? expiresInDays;
      const days = typeof expiresInDays === "number" ? expiresInDays : 365;
      write(nameOf(given, name), value, days * 86_400);
    },
    read(name, callback) {
      const wanted = `${nameOf(callback, name)}=`;
      const found = document.cookie.split("; ").find((cookie) => cookie.startsWith(wanted));
      callback(found === undefined ? null : decodeURIComponent(found.slice(wanted.length)));
    },
    erase(name, callback) {
      write(nameOf(callback, name), "", 0);
    },
  };
}
