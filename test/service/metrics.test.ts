/** What those who run Concord watch. */
import { expect, it } from 'vitest';
import { createApi } from '../../src/api/index.ts';
import { createMetrics } from '../../src/metrics.ts';
import { jobs, transact } from '../../src/store/index.ts';
import { onEveryService } from './harness.ts';

onEveryService('metrics', (harness) => {
  it('tell requests by route and status, the delay of the loop, threads, jobs and connections', async () => {
    const { service, environment, store } = harness();
    const metrics = createMetrics(service, { solving: () => ({ atWork: 1, waiting: 2 }) });
    const port = await metrics.listen(0, '127.0.0.1');
    const api = createApi({ ...environment, onRequest: metrics.onRequest });
    await api.request('/api/v1/jobs/a-name');
    await api.request('/health');
    metrics.onJob({ kind: 'match', became: 'done', milliseconds: 1500 });
    const asked = { owner: 'x', kind: 'match', request: {}, scopes: null, at: service.now() };
    await store.line.open();
    await transact(store, (tx) => jobs.add(tx, store.line, asked));
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('application/openmetrics-text');
    for (const line of [
      'concord_http_request_duration_seconds_count{method="GET",route="/api/v1/jobs/:id",status="401"} 1',
      'concord_http_request_duration_seconds_count{method="GET",route="/health",status="200"} 1',
      'concord_job_duration_seconds_bucket{le="5",kind="match",became="done"} 1',
      'concord_threads{pool="solving",state="waiting"} 2',
      'concord_jobs{state="waiting"} 1',
      'concord_database_connections{state="open"} 1',
    ])
      expect(text.includes(`${line}\n`), line).toBe(true);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
    expect(text).toMatch(/# EOF\n$/);
    expect(text).not.toContain('a-name');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
    await metrics.close();
  });
});
