import { expect, test } from "vitest";
import { addonEnvironment } from "./addon-environment.ts";

const place = {
  baseUrl: "http://127.0.0.1:40001",
  portVariable: "APP_PORT",
  hostOrigin: "http://127.0.0.1:40002",
  metricsUrl: "http://127.0.0.1:40003",
  nodeFolder: "/node/bin",
};

test("an add-on finds its port, the mock host and where metrics go", () => {
  expect(addonEnvironment({}, place)).toMatchObject({
    APP_PORT: "40001",
    AC_LOCAL_BASE_URL: "http://127.0.0.1:40001",
    AC_HOST_WHITELIST: "127.0.0.1",
    CONNECT_KEYS_CDN_URL: "http://127.0.0.1:40002/keys",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:40003",
    NODE_ENV: "production",
    NODE_OPTIONS: "--inspect=127.0.0.1:0",
    PATH: "/node/bin",
  });
});

test("a service that nobody hosts finds its port and where metrics go, and nothing of a host", () => {
  const environment = addonEnvironment({}, { ...place, hostOrigin: null });
  expect(environment).toMatchObject({ APP_PORT: "40001", NODE_ENV: "production" });
  expect(Object.keys(environment).filter((name) => /^(AC|CONNECT)_/.test(name))).toEqual([]);
});

test("what its vendor gives stays, but never leads to another host", () => {
  const given = {
    DATABASE_URL: "postgres://127.0.0.1/test",
    NODE_ENV: "test",
    NODE_OPTIONS: "--max-old-space-size=256",
    PATH: "/usr/bin",
    AC_LOCAL_BASE_URL: "https://roadmaps.example.com",
    OTEL_EXPORTER_OTLP_ENDPOINT: "https://metrics.example.com",
  };
  expect(addonEnvironment(given, place)).toMatchObject({
    DATABASE_URL: "postgres://127.0.0.1/test",
    NODE_ENV: "test",
    NODE_OPTIONS: "--max-old-space-size=256 --inspect=127.0.0.1:0",
    PATH: "/node/bin:/usr/bin",
    AC_LOCAL_BASE_URL: "http://127.0.0.1:40001",
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:40003",
  });
});
