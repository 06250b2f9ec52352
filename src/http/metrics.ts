import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Engine } from "../engine.ts";

export type Metrics = {
  contentType: string;
  observe(entry: { method: string; route: string; status: number }, seconds: number): void;
  /** The text that a Prometheus server reads. */
  text(): Promise<string>;
};

// From a search served out of memory to one that a person would call slow.
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Counts and times of requests, the size of the index and the state of the process, of one app. */
export function createMetrics(engine: () => Engine | undefined): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const labelNames = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "http_requests_total",
    help: "Requests answered",
    labelNames,
    registers,
  });
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer a request",
    labelNames: ["route"] as const,
    buckets: BUCKETS,
    registers,
  });
  const documents = new Gauge({
    name: "index_documents",
    help: "Documents in the index, 0 while it is not loaded",
    registers,
  });
  return {
    contentType: registry.contentType,
    observe: (entry, time) => {
      requests.inc(entry);
      seconds.observe({ route: entry.route }, time);
    },
    text: () => {
      documents.set(engine()?.documents({ limit: 1 }).total ?? 0);
      return registry.metrics();
    },
  };
}
