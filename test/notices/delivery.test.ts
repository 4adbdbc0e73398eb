import { createHmac } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type NoticesInput, sendWaiting, tellChanges } from '../../src/notices/deliver.ts';
import { retryAfter } from '../../src/notices/http.ts';
import { openSpool } from '../../src/notices/spool.ts';
import type { NoticeState } from '../../src/notices/state.ts';
import { webhookHeaders, webhookSecret } from '../../src/notices/targets/webhook.ts';
import { temporaryFolder } from '../support/cli.ts';
import { lawRuns } from '../support/law-runs.ts';
import { type Loopback, loopback, mailLoopback, status } from './loopback.ts';
import { item, settingsOf, state } from './sketch.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const variables = { NHI_AUDIT_NOTIFY_SECRET: secret };
const webhook = {
  hook: { type: 'webhook', urlFrom: 'NHI_AUDIT_NOTIFY_URL', secretFrom: 'NHI_AUDIT_NOTIFY_SECRET' },
};

const notes: string[] = [];
const waits: number[] = [];
beforeEach(() => {
  notes.length = 0;
  waits.length = 0;
});

let clock = Date.parse('2026-03-01T09:00:00Z');
const inputOf = (
  folder: string,
  environment: Record<string, string>,
  more: Partial<NoticesInput> = {},
): NoticesInput => ({
  settings: settingsOf(webhook),
  folder,
  environment: { ...variables, ...environment },
  now: () => new Date(clock++),
  tool: { name: 'nhi-audit', version: '1' },
  note: (line) => notes.push(line),
  wait: async (time) => {
    waits.push(time);
  },
  ...more,
});

const nothing = state([]);
const one = state([item('a')]);
const waitingIn = (folder: string): readonly string[] => readdirSync(join(folder, 'waiting'));

const tellOne = async (url: string, folder = temporaryFolder()): Promise<string> => {
  await tellChanges(nothing, one, inputOf(folder, { NHI_AUDIT_NOTIFY_URL: url }));
  return folder;
};

const idsOf = (server: Loopback): readonly string[] =>
  server.received.flatMap(({ body }) =>
    (JSON.parse(body).data.groups as { items: { id: string }[] }[]).flatMap(({ items }) =>
      items.map(({ id }) => id),
    ),
  );

describe('a webhook', () => {
  test('is signed as the specification has it', () => {
    // The example of the reference libraries: github.com/standard-webhooks/standard-webhooks/tree/main/libraries
    const known = webhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')!;
    expect(
      webhookHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}', known)[
        'webhook-signature'
      ],
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    for (const bad of ['', 'whsec_', 'whsec_short', 'not base64!', 'x'.repeat(400)])
      expect(webhookSecret(bad)).toBeUndefined();
  });

  test('arrives once: a second run with the same facts says nothing', async () => {
    const server = await loopback(status(204, {}, ''));
    const folder = await tellOne(server.url);
    await tellOne(server.url, folder);
    expect(idsOf(server)).toEqual(['a']);
    const { headers, body } = server.received[0]!;
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = createHmac('sha256', Buffer.alloc(32, 7)).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(waitingIn(folder)).toEqual([]);
    expect(statSync(join(folder, 'known.json')).mode & 0o777).toBe(0o600);
  });

  test('what comes back is told again, as another message', async () => {
    const server = await loopback(status(200));
    const folder = await tellOne(server.url);
    const input = inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url });
    await tellChanges(undefined, nothing, input);
    await tellChanges(undefined, { ...one, collectedAt: '2026-03-03T08:00:00.000Z' }, input);
    expect(idsOf(server)).toEqual(['a', 'a']);
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  test('the first look tells nothing, and says so', async () => {
    const server = await loopback(status(200));
    const folder = temporaryFolder();
    const input = inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url });
    await tellChanges(undefined, one, input);
    expect(server.received).toEqual([]);
    expect(notes.join()).toContain('nothing to compare with yet');
    await tellChanges(undefined, state([item('a'), item('b')]), input);
    expect(idsOf(server)).toEqual(['b']);
  });
});

describe('a target that fails', () => {
  /** Whatever it does: the notice waits, is told of, and arrives when the target is back. */
  const expectKept = async (folder: string, tries: number): Promise<void> => {
    expect(waitingIn(folder).length).toBe(1);
    const said = notes.join('\n');
    expect(said).toContain('hook could not be told');
    expect(said).toContain(`(${tries} ${tries === 1 ? 'try' : 'tries'})`);
    expect(said).not.toContain('127.0.0.1');
    expect(said).not.toContain('hostile');
    expect(said).not.toContain(secret);
    const back = await loopback(status(200));
    clock += 7 * 86_400_000;
    await sendWaiting(inputOf(folder, { NHI_AUDIT_NOTIFY_URL: back.url }));
    await sendWaiting(inputOf(folder, { NHI_AUDIT_NOTIFY_URL: back.url }));
    expect(idsOf(back)).toEqual(['a']);
    expect(waitingIn(folder)).toEqual([]);
  };

  test('refuses the connection', async () => {
    const server = createServer();
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address() as AddressInfo;
    await new Promise((done) => {
      server.close(done);
    });
    const folder = await tellOne(`http://127.0.0.1:${port}/`);
    expect(notes.join()).toContain('ECONNREFUSED');
    await expectKept(folder, 3);
  });

  test.each([
    ['500 for ever', [status(500)], 3],
    ['404', [status(404)], 1],
    ['401', [status(401)], 1],
    ['429 with a long wait', [status(429, { 'retry-after': '3600' })], 1],
    ['429 with a date', [status(429, { 'retry-after': 'Fri, 31 Dec 2100 23:59:59 GMT' })], 1],
    ['a redirect to somewhere else', [status(302, { location: 'http://127.0.0.1:1/' })], 1],
    ['a redirect that keeps the body', [status(308, { location: 'https://example.invalid/' })], 1],
  ] as const)('answers with %s', async (_, answers, tries) => {
    const server = await loopback(...answers);
    const folder = await tellOne(server.url);
    expect(server.received.length).toBe(tries);
    await expectKept(folder, tries);
  });

  test('cuts the connection', async () => {
    const server = await loopback((_, __, socket) => {
      socket.destroy();
    });
    await expectKept(await tellOne(server.url), 3);
    expect(server.received.length).toBe(3);
  });

  test('speaks TLS with a certificate that nobody knows', async () => {
    const tls = (name: string) => readFileSync(`test/support/tls/${name}`);
    let asked = 0;
    const server = createTlsServer(
      { key: tls('server-key.pem'), cert: tls('self-signed.pem') },
      (_, response) => {
        asked++;
        response.end();
      },
    );
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    afterAll(() => {
      server.close();
    });
    const folder = await tellOne(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(notes.join()).toMatch(/CERT|SIGNED/);
    expect(asked).toBe(0);
    await expectKept(folder, 3);
  });

  test('hangs: it is not waited for a second time', async () => {
    const server = await loopback(() => {});
    const original = AbortSignal.timeout;
    AbortSignal.timeout = () => original.call(AbortSignal, 300);
    try {
      await expectKept(await tellOne(server.url), 1);
    } finally {
      AbortSignal.timeout = original;
    }
    expect(server.received.length).toBe(1);
  });

  test('is back within the run: asked again after as long as it wishes', async () => {
    const server = await loopback(status(503, { 'retry-after': '7' }), status(500), status(200));
    const folder = await tellOne(server.url);
    expect([server.received.length, waits, waitingIn(folder)]).toEqual([3, [7000, 3000], []]);
    expect(new Set(server.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('is not asked before the time it named', async () => {
    const server = await loopback(status(429, { 'retry-after': '3600' }), status(200));
    const folder = await tellOne(server.url);
    await sendWaiting(inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }));
    expect(server.received.length).toBe(1);
    clock += 3_600_000;
    await sendWaiting(inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }));
    expect([server.received.length, waitingIn(folder)]).toEqual([2, []]);
  });

  test('named a time by a clock that was a year ahead: it is not waited for', async () => {
    const server = await loopback(status(429, { 'retry-after': '3600' }), status(200));
    const before = clock;
    clock += 365 * 86_400_000;
    const folder = await tellOne(server.url);
    clock = before;
    await sendWaiting(inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }));
    expect([server.received.length, waitingIn(folder)]).toEqual([2, []]);
  });

  const delivered =
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error';
  test.each([
    ['a yes that means: too many', `${delivered} 429 with ContextId tcid=0`, 3, 1],
    // The second time in short.
    ['a yes that means: too large', `${delivered} 413 with ContextId tcid=0`, 2, 1],
    ['a yes that means something else', 'Webhook message delivery failed with error: unknown', 3, 1],
    ['a yes', '1', 1, 0],
    ['a yes with very much behind it', 'x'.repeat(5_000_000), 1, 0],
  ])('Teams answers %s', async (_, body, tries, waiting) => {
    const server = await loopback(status(200, {}, body));
    const folder = temporaryFolder();
    const settings = settingsOf({ teams: { type: 'teams', urlFrom: 'NHI_AUDIT_NOTIFY_URL' } });
    await tellChanges(nothing, one, inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }, { settings }));
    expect([server.received.length, waitingIn(folder).length]).toEqual([tries, waiting]);
    expect(notes.join()).not.toContain('ContextId');
  });

  test.each([400, 413, 422])('refuses a message with %i: it is told in short', async (code) => {
    const server = await loopback((response, { body }) =>
      response.writeHead(body.includes('title of a') ? code : 200).end(),
    );
    const folder = temporaryFolder();
    const settings = settingsOf({ chat: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_URL' } });
    await tellChanges(nothing, one, inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }, { settings }));
    expect([server.received.length, waitingIn(folder)]).toEqual([2, []]);
    expect(server.received[1]!.body).toContain('1 more is in the report.');
  });

  test('refuses one message for ever: it waits, and those behind it arrive', async () => {
    const server = await loopback((response, { body }) =>
      response.writeHead(body.includes('title of a') ? 400 : 200).end(),
    );
    const folder = await tellOne(server.url);
    const input = inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url });
    await tellChanges(one, state([item('a'), item('b')]), input);
    await tellChanges(undefined, state([item('a'), item('b')]), input);
    const taken = server.received.filter(({ body }) => body.includes('title of b'));
    expect([taken.length, waitingIn(folder).length]).toEqual([1, 1]);
  });

  test('Teams says yes and cuts the connection: it was told, and is not told twice', async () => {
    const server = await loopback((response, _, socket) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('1', () => socket.destroy());
    });
    const folder = temporaryFolder();
    const settings = settingsOf({ teams: { type: 'teams', urlFrom: 'NHI_AUDIT_NOTIFY_URL' } });
    await tellChanges(nothing, one, inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }, { settings }));
    expect([server.received.length, waitingIn(folder)]).toEqual([1, []]);
  });

  test('holds up no other, and who was told is not told again', async () => {
    const [good, bad] = [await loopback(status(200)), await loopback(status(500))];
    const settings = settingsOf({
      bad: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_BAD' },
      good: { type: 'teams', urlFrom: 'NHI_AUDIT_NOTIFY_GOOD' },
      unset: { type: 'slack', urlFrom: 'NHI_AUDIT_NOTIFY_UNSET' },
    });
    const folder = temporaryFolder();
    const input = inputOf(
      folder,
      { NHI_AUDIT_NOTIFY_BAD: bad.url, NHI_AUDIT_NOTIFY_GOOD: good.url },
      { settings },
    );
    await tellChanges(nothing, one, input);
    await tellChanges(undefined, one, input);
    expect(good.received.length).toBe(1);
    expect(notes.join()).toContain('NHI_AUDIT_NOTIFY_UNSET is not set');
    bad.answers = [status(200)];
    await sendWaiting(input);
    const [file] = waitingIn(folder);
    expect(JSON.parse(readFileSync(join(folder, 'waiting', file!), 'utf8')).pending).toMatchObject([
      { target: 'unset' },
    ]);
  });
});

describe('addresses', () => {
  test.each([
    ['http elsewhere', 'http://example.com/hook'],
    ['http to a name that looks like this machine', 'http://127.0.0.1.example.com/'],
    ['http to a private address', 'http://10.0.0.1/'],
    ['http to the metadata of a cloud', 'http://169.254.169.254/latest'],
    ['a file', 'file:///etc/passwd'],
    ['a user and a password', 'https://user:hunter2hunter2@example.com/'],
    ['no address', 'AKIAIOSFODNN7EXAMPLE'],
  ])('%s is not asked, and not shown', async (_, url) => {
    const folder = await tellOne(url);
    expect(waitingIn(folder).length).toBe(1);
    const said = notes.join('\n');
    expect(said).toContain('NHI_AUDIT_NOTIFY_URL');
    expect(said).not.toContain(url);
  });

  test('http to this machine only where it is let through', async () => {
    const server = await loopback(status(200));
    const settings = settingsOf(webhook, { loopbackHttp: false });
    await tellChanges(
      nothing,
      one,
      inputOf(temporaryFolder(), { NHI_AUDIT_NOTIFY_URL: server.url }, { settings }),
    );
    expect(server.received).toEqual([]);
  });

  test('another secret of the environment cannot be named', () => {
    for (const name of ['AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN', 'NHI_AUDIT_NOTIFY_', 'x'])
      expect(() => settingsOf({ a: { type: 'slack', urlFrom: name } })).toThrow('NHI_AUDIT_NOTIFY_');
  });
});

describe('the spool', () => {
  test('a file that was changed is told, and nothing is sent or forgotten', async () => {
    const server = await loopback(status(200));
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'waiting'));
    writeFileSync(join(folder, 'known.json'), '{"version":1,"kinds":[],"items":[{"ke');
    await expect(tellOne(server.url, folder)).rejects.toThrow('not as it was written');
    expect([server.received, readdirSync(join(folder, 'waiting'))]).toEqual([[], []]);
    expect(readdirSync(folder).sort()).toEqual(['known.json', 'lock', 'waiting']);
  });

  test('one run at a time', async () => {
    const folder = temporaryFolder();
    const held = await openSpool(folder);
    await expect(openSpool(folder, 0)).rejects.toThrow('Another run');
    held.close();
    (await openSpool(folder, 0)).close();
    expect(readdirSync(folder).toSorted()).toEqual(['lock', 'waiting']);
  });

  test('a run that ended before it knew what it had kept tells nothing twice', async () => {
    const server = await loopback(status(500));
    const folder = await tellOne(server.url);
    // As if it had been killed between the two files.
    writeFileSync(
      join(folder, 'known.json'),
      JSON.stringify({ version: 1, kinds: nothing.kinds, items: [] }),
    );
    server.answers = [status(200)];
    server.received.length = 0;
    await tellChanges(undefined, one, inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url }));
    expect(idsOf(server)).toEqual(['a']);
  });

  test('whatever comes and goes while the target is up and down: each time it comes is told once', async () => {
    const server = await loopback(status(200));
    const step = fc.record({
      items: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
      isUp: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const folder = temporaryFolder();
        const input = inputOf(folder, { NHI_AUDIT_NOTIFY_URL: server.url });
        server.received.length = 0;
        const expected: string[] = [];
        let before: readonly string[] = [];
        const unsaid = new Set<string>();
        const delivered: string[] = [];
        const run = async (after: NoticeState, isUp: boolean): Promise<void> => {
          server.answers = [status(isUp ? 200 : 404)];
          server.received.length = 0;
          await tellChanges(undefined, after, input);
          if (isUp) delivered.push(...idsOf(server));
        };
        await run(nothing, true);
        let time = Date.parse('2026-03-01T08:00:00Z');
        for (const { items, isUp } of steps) {
          // What comes back before anybody could be told of it is told once.
          const fresh = items.filter((id) => !before.includes(id) && !unsaid.has(id));
          expected.push(...fresh);
          for (const id of fresh) unsaid.add(id);
          if (isUp) unsaid.clear();
          time += 1000;
          const collectedAt = new Date(time).toISOString();
          await run(
            state(
              items.map((id) => item(id)),
              { collectedAt },
            ),
            isUp,
          );
          before = items;
        }
        await run(state(before.map((id) => item(id))), true);
        expect(delivered.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: lawRuns(10, 60) },
    );
  });
});

describe('mail', () => {
  const settings = settingsOf({
    mail: { type: 'email', urlFrom: 'NHI_AUDIT_NOTIFY_MAIL', from: 'a@example.com', to: ['b@example.com'] },
  });
  const send = async (url: string, after = one, folder = temporaryFolder()): Promise<string> => {
    await tellChanges(nothing, after, inputOf(folder, { NHI_AUDIT_NOTIFY_MAIL: url }, { settings }));
    return folder;
  };

  test('arrives as plain text; a title cannot add a header, a recipient or a second mail', async () => {
    const server = await mailLoopback();
    const title = 'x\r\nBcc: evil@example.com\r\n.\r\nMAIL FROM:<evil@example.com>\r\n\u202e<b>';
    const folder = await send(`smtp://127.0.0.1:${server.port}`, state([item('a', { title })]));
    expect([server.mails.length, waitingIn(folder)]).toEqual([1, []]);
    const [head] = server.mails[0]!.split('\r\n\r\n');
    expect(head).toContain('Subject: nhi-audit: new critical paths: 1');
    expect(head).toMatch(/^Content-Type: text\/plain/im);
    expect(head).not.toMatch(/^bcc/im);
    expect(server.commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
      'MAIL FROM:<a@example.com>',
      'RCPT TO:<b@example.com>',
    ]);
  });

  test.each([
    ['refuses the recipient', { RCPT: '550 no such user hunter2' }, '550', 1],
    ['is busy', { DATA: '451 later' }, '451', 3],
    ['refuses the mail', { end: '554 spam' }, '554', 1],
  ] as const)('a server that %s: the notice waits', async (_, replies, says, tries) => {
    const server = await mailLoopback(replies);
    const folder = await send(`smtp://127.0.0.1:${server.port}`);
    expect(waitingIn(folder).length).toBe(1);
    expect(notes.join()).toContain(says);
    expect(notes.join()).toContain(`(${tries} ${tries === 1 ? 'try' : 'tries'})`);
    expect(notes.join()).not.toContain('hunter2');
  });

  test('without TLS nothing goes to a server elsewhere, no password either', async () => {
    const server = await mailLoopback();
    const strict = { ...settings, loopbackHttp: false };
    const folder = temporaryFolder();
    await tellChanges(
      nothing,
      one,
      inputOf(
        folder,
        { NHI_AUDIT_NOTIFY_MAIL: `smtp://user:hunter2@127.0.0.1:${server.port}` },
        { settings: strict },
      ),
    );
    expect(waitingIn(folder).length).toBe(1);
    expect(server.mails).toEqual([]);
    expect(server.commands.join()).not.toMatch(/AUTH|MAIL/);
    expect(notes.join()).not.toContain('hunter2');
  });
});

describe('an issue on GitHub', () => {
  const settings = settingsOf({
    issue: {
      type: 'github-issue',
      repository: 'acme/security',
      tokenFrom: 'NHI_AUDIT_NOTIFY_TOKEN',
      urlFrom: 'NHI_AUDIT_NOTIFY_API',
      createIssues: true,
    },
  });
  const json = (value: unknown) => status(200, { 'content-type': 'application/json' }, JSON.stringify(value));
  const send = async (server: Loopback, folder = temporaryFolder(), more = settings): Promise<string> => {
    const api = server.url.replace('/hook', '');
    await tellChanges(
      nothing,
      one,
      inputOf(
        folder,
        { NHI_AUDIT_NOTIFY_API: api, NHI_AUDIT_NOTIFY_TOKEN: 'ghp_token_of_its_own' },
        { settings: more },
      ),
    );
    return folder;
  };
  const lines = (server: Loopback) =>
    server.received.map(({ method, path }) => `${method} ${path.split('?')[0]}`);

  test('is made once, by three calls and no other', async () => {
    const server = await loopback(json({ private: true }), json([]), status(201));
    const folder = await send(server);
    expect(lines(server)).toEqual([
      'GET /repos/acme/security',
      'GET /repos/acme/security/issues',
      'POST /repos/acme/security/issues',
    ]);
    expect(waitingIn(folder)).toEqual([]);
    expect(JSON.parse(server.received[2]!.body).body).toMatch(/^<!-- nhi-audit-notice:[0-9a-f]{32} -->/);
  });

  test('is not made again where the answer was lost', async () => {
    const server = await loopback(json({ private: true }), json([]), (_, __, socket) => {
      socket.destroy();
    });
    let made = '';
    server.answers.push((response, request) => {
      made = server.received.find(({ method }) => method === 'POST')!.body;
      if (request.method === 'POST') throw new Error('made twice');
      response.end(request.path.includes('issues') ? JSON.stringify([JSON.parse(made)]) : '{"private":true}');
    });
    const folder = await send(server);
    expect([waitingIn(folder), lines(server).filter((line) => line.startsWith('POST')).length]).toEqual([
      [],
      1,
    ]);
  });

  test('is found behind many others, where it was down for days', async () => {
    const first = await loopback(json({ private: true }), json([]), (_, __, socket) => socket.destroy());
    first.answers.push(status(500));
    const folder = await send(first);
    const made = JSON.parse(first.received.find(({ method }) => method === 'POST')!.body) as object;
    const others = (day: string) =>
      json(Array.from({ length: 100 }, () => ({ body: null, created_at: `2026-03-0${day}T00:00:00Z` })));
    const back = await loopback(json({ private: true }), others('9'), others('8'));
    back.answers.push(json([{ ...made, created_at: '2026-03-01T09:00:00Z' }]));
    await send(back, folder);
    expect(back.received.map(({ path }) => /page=(\d+)$/.exec(path)?.[1])).toEqual([
      undefined,
      ...['1', '2', '3'],
    ]);
    expect([lines(back).filter((line) => line.startsWith('POST')), waitingIn(folder)]).toEqual([[], []]);
  });

  test('is looked for no further back than its facts', async () => {
    const old = Array.from({ length: 100 }, () => ({ body: null, created_at: '2026-02-01T00:00:00Z' }));
    const server = await loopback(json({ private: true }), json(old), status(201));
    expect(waitingIn(await send(server))).toEqual([]);
    expect(server.received.length).toBe(3);
  });

  test('names nothing in a public repository; counts may go there', async () => {
    const server = await loopback(json({ private: false }));
    const folder = await send(server);
    expect([lines(server), waitingIn(folder).length]).toEqual([['GET /repos/acme/security'], 1]);
    const counts = await loopback(json({ private: false }), json([]), status(201));
    await send(counts, temporaryFolder(), { ...settings, details: 'none' });
    expect(counts.received[2]!.body).not.toContain('title of a');
  });

  test.each([
    ['a token that may not', [status(403)]],
    ['what is not GitHub', [json('x')]],
    ['an answer without issues', [json({ private: true }), json({ message: 'x' })]],
  ])('%s: nothing is written, the notice waits', async (_, answers) => {
    const server = await loopback(...answers);
    const folder = await send(server);
    expect(lines(server).some((line) => line.startsWith('POST'))).toBe(false);
    expect(waitingIn(folder).length).toBe(1);
    expect(notes.join()).not.toContain('ghp_');
  });

  test('is off where the configuration does not say that it may write', () => {
    const target = { type: 'github-issue', repository: 'a/b', tokenFrom: 'NHI_AUDIT_NOTIFY_T' };
    expect(() => settingsOf({ x: target })).toThrow();
    expect(() => settingsOf({ x: { ...target, createIssues: false } })).toThrow();
    for (const repository of ['a/..', 'a/b/c', '../x', 'a/b?x', 'a'])
      expect(() => settingsOf({ x: { ...target, repository, createIssues: true } })).toThrow();
  });
});

test.each([
  ['7', 7],
  ['Fri, 01 Jan 2100 00:00:10 GMT', 10],
  ['Fri, 01 Jan 1999 00:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['1e9', undefined],
])('Retry-After: %s', (header, seconds) => {
  expect(retryAfter(header, Date.parse('2100-01-01T00:00:00Z'))).toBe(seconds);
});
