/** What those who run Concord watch, as OpenMetrics on a port of its own; nothing is measured where none is configured. */
import { createServer } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, type OpenMetricsContentType, Registry } from 'prom-client';
import { countJobs, type Service } from './app/index.ts';

/** How many threads of a pool work, and tasks that wait for one. */
export type ThreadCount = () => { readonly atWork: number; readonly waiting: number };

export interface Metrics {
  /** A request that was answered. */
  readonly onRequest: (entry: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly milliseconds: number;
  }) => void;
  /** A job that was worked on. */
  readonly onJob: (entry: { readonly kind: string; readonly became: string; readonly milliseconds: number }) => void;
  /** Answers the port. */
  readonly listen: (port: number, host: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Seconds. */
const REQUEST_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
const JOB_BUCKETS = [0.1, 0.5, 1, 5, 15, 60, 300, 1800];

export function createMetrics({ store }: Service, threads: Readonly<Record<string, ThreadCount>>): Metrics {
  const register = new Registry<OpenMetricsContentType>();
  register.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [register];
  // With the delay of the event loop, memory and processor.
  collectDefaultMetrics({ register });
  const requests = new Histogram({
    ...{ name: 'concord_http_request_duration_seconds', help: 'Requests that were answered', registers },
    ...{ labelNames: ['method', 'route', 'status'] as const, buckets: REQUEST_BUCKETS },
  });
  const jobs = new Histogram({
    ...{ name: 'concord_job_duration_seconds', help: 'Jobs that this process worked on', registers },
    ...{ labelNames: ['kind', 'became'] as const, buckets: JOB_BUCKETS },
  });
  new Gauge({
    ...{ name: 'concord_jobs', help: 'Stored jobs, of all processes', labelNames: ['state'] as const, registers },
    collect: async function () {
      this.reset();
      for (const [state, count] of Object.entries(await countJobs(store))) this.set({ state }, count);
    },
  });
  new Gauge({
    ...{ name: 'concord_threads', help: 'Tasks of threads', labelNames: ['pool', 'state'] as const, registers },
    collect: function () {
      for (const [pool, count] of Object.entries(threads)) {
        const { atWork, waiting } = count();
        this.set({ pool, state: 'at-work' }, atWork);
        this.set({ pool, state: 'waiting' }, waiting);
      }
    },
  });
  new Gauge({
    ...{ name: 'concord_database_connections', help: 'Of the pool', labelNames: ['state'] as const, registers },
    collect: function () {
      for (const [state, count] of Object.entries(store.count())) this.set({ state }, count);
    },
  });
  const server = createServer((request, response) => {
    const send = (status: number, body: string, type = 'text/plain'): void =>
      void response.writeHead(status, { 'content-type': type }).end(body);
    if (request.method !== 'GET' || request.url !== '/metrics') return send(404, 'GET /metrics\n');
    register.metrics().then(
      (text) => send(200, text, register.contentType),
      () => send(503, 'the database is away\n'),
    );
  });
  return {
    onRequest: ({ method, route, status, milliseconds }) =>
      requests.observe({ method, route, status }, milliseconds / 1000),
    onJob: ({ kind, became, milliseconds }) => jobs.observe({ kind, became }, milliseconds / 1000),
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          const address = server.address();
          resolve(typeof address === 'object' && address ? address.port : port);
        });
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
