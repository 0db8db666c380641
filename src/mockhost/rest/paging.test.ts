import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { restCall, testWorld } from "../testdata/test-world.ts";
import type { RestCall } from "../world/index.ts";
import { cursorPage, pageBean, startPage, tokenPage, wholeNumber } from "./paging.ts";

const t = testWorld({ tenants: 1 });
const asked = (query = ""): RestCall => restCall(t, t.tenants[0]!, { query });
const queryOf = (address: string): string => address.slice(address.indexOf("?") + 1);

/** Follows a style of paging from its first page to its last. */
function followed<P>(
  first: P,
  items: (page: P) => readonly number[],
  next: (page: P) => P | null,
): number[] {
  const all: number[] = [];
  for (let page: P | null = first; page !== null; page = next(page)) all.push(...items(page));
  return all;
}

const numbers = fc.integer({ min: 0, max: 60 }).map((n) => Array.from({ length: n }, (_, i) => i));
const size = fc.integer({ min: 1, max: 20 });

describe("pages, one after the other, are the whole", () => {
  test("by startAt and maxResults, following nextPage", () => {
    fc.assert(
      fc.property(numbers, size, (all, maxResults) => {
        const read = followed(
          pageBean(asked(`maxResults=${maxResults}`), all),
          ({ values }) => values,
          ({ nextPage }) => (nextPage ? pageBean(asked(queryOf(nextPage)), all) : null),
        );
        expect(read).toEqual(all);
      }),
    );
  });

  test("by nextPageToken", () => {
    fc.assert(
      fc.property(numbers, size, (all, most) => {
        const page = (token: string | null) => {
          const told = tokenPage(all, token, most);
          if (told.kind === "bad-token") throw new Error("It refuses its own token.");
          return told;
        };
        const read = followed(
          page(null),
          ({ items }) => items,
          ({ nextPageToken }) => (nextPageToken ? page(nextPageToken) : null),
        );
        expect(read).toEqual(all);
      }),
    );
  });

  test("by cursor, following the link of either kind", () => {
    fc.assert(
      fc.property(numbers, size, fc.boolean(), (all, limit, byHeader) => {
        const page = (query: string) => {
          const told = cursorPage(asked(query), all);
          if (told.kind === "bad-token") throw new Error("It refuses its own cursor.");
          return told;
        };
        const read = followed(
          page(`limit=${limit}`),
          ({ body }) => body.results,
          ({ body, headers }) => {
            const link = byHeader ? /^<(.+)>; rel="next"$/.exec(headers.link ?? "")?.[1] : null;
            const next = byHeader ? link : (body._links as { next?: string }).next;
            return next ? page(queryOf(next)) : null;
          },
        );
        expect(read).toEqual(all);
      }),
    );
  });

  test("by start and limit, following _links.next", () => {
    fc.assert(
      fc.property(numbers, size, (all, limit) => {
        const read = followed(
          startPage(asked(`limit=${limit}`), all),
          ({ results }) => results,
          ({ _links }) => {
            const next = (_links as { next?: string }).next;
            return next ? startPage(asked(queryOf(next)), all) : null;
          },
        );
        expect(read).toEqual(all);
      }),
    );
  });
});

describe("a page", () => {
  const all = [1, 2, 3, 4, 5];

  test("of Jira's tells where it is", () => {
    expect(pageBean(asked("startAt=1&maxResults=2"), all)).toMatchObject({
      startAt: 1,
      maxResults: 2,
      total: 5,
      isLast: false,
      values: [2, 3],
    });
    expect(pageBean(asked("startAt=4"), all)).not.toHaveProperty("nextPage");
  });

  test("never repeats a token of the caller", () => {
    expect(JSON.stringify(cursorPage(asked("limit=2&jwt=secret"), all))).not.toContain("secret");
    expect(JSON.stringify(startPage(asked("limit=2&jwt=secret"), all))).not.toContain("secret");
  });

  test.each([
    ["that is no token", "!!"],
    ["made up", Buffer.from("at:x").toString("base64url")],
    ["beyond the end", Buffer.from("at:99").toString("base64url")],
  ])("is refused for a cursor %s", (_, cursor) => {
    expect(tokenPage(all, cursor, 2).kind).toBe("bad-token");
    expect(cursorPage(asked(`cursor=${encodeURIComponent(cursor)}`), all).kind).toBe("bad-token");
  });

  test.each([
    ["missing", "", 50],
    ["no number", "n=many", 50],
    ["negative", "n=-1", 50],
    ["more than allowed", "n=1000", 100],
    ["in order", "n=7", 7],
  ])("has a size that is %s", (_, query, size) => {
    expect(wholeNumber(asked(query), "n", 50, 100)).toBe(size);
  });
});
