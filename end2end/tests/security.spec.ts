// Security of the server's responses, and requests that no page of the application makes.
import { expect, test } from '../support/test';

test.use({ file: import.meta.url });

const JSON_TYPE = { 'content-type': 'application/json' };

test('pages have a strict content security policy and are not cached by proxies', async ({ request }) => {
  const answer = await request.get('/spaces');
  const headers = answer.headers();
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src [^;]*'nonce-/);
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toMatch(/'unsafe-eval'/);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toMatch(/no-store|private/);
  expect(await answer.text()).not.toMatch(/<[^>]+ style=/);
});

test('requests from another site cannot change anything', async ({ request, server }) => {
  const write = (headers: Record<string, string>) =>
    request.post('/api/sign_out_everywhere', { headers: { ...JSON_TYPE, ...headers }, data: {} });
  expect((await write({ origin: 'https://evil.example' })).status()).toBe(403);
  expect((await write({ origin: 'null' })).status()).toBe(403);
  expect((await write({ origin: server.url, 'sec-fetch-site': 'cross-site' })).status()).toBe(403);
  // Still signed in.
  expect((await request.get('/spaces', { maxRedirects: 0 })).status()).toBe(200);
});

test('server functions refuse requests that a plain form could send', async ({ request, server }) => {
  const answer = await request.post('/api/list_groups', { headers: { origin: server.url }, form: { a: '1' } });
  expect(answer.status()).toBeGreaterThanOrEqual(400);
  expect(answer.status()).toBeLessThan(500);
});

for (const [what, body] of [
  ['broken JSON', '{"id":'],
  ['a wrong type', '{"id":7}'],
  ['an empty body', ''],
  ['a null byte', '{"id":"\\u0000"}'],
  ['deeply nested JSON', '['.repeat(50_000)],
] as const) {
  test(`${what} is refused, and the server keeps running`, async ({ request, server }) => {
    const answer = await request.post('/api/open_space', {
      headers: { ...JSON_TYPE, origin: server.url },
      data: Buffer.from(body),
    });
    expect(answer.status()).toBeGreaterThanOrEqual(400);
    expect(answer.status()).toBeLessThan(500);
    expect((await request.get('/healthz')).status()).toBe(200);
  });
}
