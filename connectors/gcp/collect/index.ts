import { deadlineOf } from '../../../src/collection/bounds.ts';
import {
  type Collecting,
  type CollectionOptions,
  collecting,
  type Item,
} from '../../../src/collection/collecting.ts';
import { type FirstAnswers, firstAnswers } from '../../../src/collection/first-answer.ts';
import { type Journal, noJournal, openJournal } from '../../../src/collection/journal.ts';
import { createLedger } from '../../../src/collection/ledger.ts';
import type { StepEntry } from '../../../src/collection/step.ts';
import { InputError } from '../../../src/model/input-error.ts';
import { wholeEstate } from '../facts/records.ts';
import { redactGcp } from '../facts/redaction.ts';
import { type Bucket, buckets } from './calls.ts';
import { createClient, type GcpClient } from './client.ts';
import { closed, sessionLine } from './coverage.ts';
import { usualEndpoint } from './environment.ts';
import { asApiError, describeFailure } from './failure.ts';
import { createGuard } from './guard.ts';
import { gcpJournals, type JournalOf } from './journal.ts';
import { applicationDefault, generateAccessToken, impersonated, type Login, silentLogin } from './login.ts';
import { readNode } from './node.ts';
import { createRates } from './rates.ts';
import { findNodes } from './roots.ts';
import { createWire, type Wire } from './wire.ts';

export interface GcpCollectOptions extends CollectionOptions {
  /** `organizations/N`, `folders/N`, `projects/P`. None: all that the caller is shown. */
  readonly nodes: readonly string[];
  /** Address of a service account to read as. */
  readonly impersonate?: string | undefined;
  readonly quotaProject?: string | undefined;
  /** `https://{name}.googleapis.com` */
  readonly endpoint?: string | undefined;
  /** What Google recommends too: of a limited number of questions a day. */
  readonly recommendations?: boolean | undefined;
  /** Told before a wait for a quota: until when (ISO 8601, UTC), and which. */
  readonly onWait?: ((until: string, bucket: string) => void) | undefined;
  /** For tests: how to get in, how the time goes, length of a second, requests a minute. */
  readonly login?: ((first: FirstAnswers) => Promise<Login>) | undefined;
  readonly clock?: (() => number) | undefined;
  readonly second?: number | undefined;
  readonly perMinute?: Readonly<Record<Bucket, number>> | undefined;
}

interface Entrance {
  readonly client: GcpClient;
  readonly login: Login;
  readonly quotaProject: string | undefined;
}

export const enter = async (
  options: Omit<GcpCollectOptions, 'nodes'>,
  { signal, sleep, bounds }: Pick<Collecting, 'signal' | 'sleep' | 'bounds'>,
  endpoint: string,
): Promise<Entrance> => {
  const guard = createGuard(endpoint);
  const rates = createRates({
    clock: { now: options.clock ?? Date.now, sleep },
    perMinute: options.perMinute ?? buckets,
    onWait: options.onWait,
  });
  const inTime = deadlineOf(bounds, Date.now);
  const first = firstAnswers({
    bounds,
    setBy: endpoint === usualEndpoint ? undefined : '--gcp-endpoint',
    together: true,
    silentLogin,
  });
  const base = await (options.login ?? applicationDefault)(first);
  const quotaProject = options.quotaProject ?? base.quotaProject;
  const wireOf = ({ authorization }: Login): Wire =>
    createWire({
      guard,
      rates,
      authorization,
      quotaProject,
      signal,
      sleep,
      bounds,
      first,
      inTime,
      onCall: options.onCall,
      onThrottled: options.onThrottled,
      second: options.second ?? 1000,
    });
  const clientOf = (login: Login): GcpClient => createClient({ endpoint, wire: wireOf(login), bounds });
  const { impersonate } = options;
  if (impersonate === undefined) return { client: clientOf(base), login: base, quotaProject };
  const own = clientOf(base);
  const login = impersonated(base, impersonate, () => own.get(generateAccessToken, { email: impersonate }));
  // Before anything is asked: each call would be refused by a reason that is not its own.
  await login.authorization().catch((error: unknown) => {
    const known = asApiError(error);
    if (known === undefined || known.code !== undefined || known.bounded === true) throw error;
    throw new InputError(
      `the account gives no token: ${known.message}`,
      `--gcp-impersonate ${impersonate}`,
      'Give whoever reads roles/iam.serviceAccountTokenCreator on that account, and enable iamcredentials.googleapis.com.',
    );
  });
  return { client: clientOf(login), login, quotaProject };
};

/**
 * Reads organisations, folders or projects of Google Cloud, read-only, and gives facts and coverage as they come. Whatever fails is
 * written down as coverage, and the rest goes on.
 * @throws InputError where there is no credential; the reason of `signal` when interrupted
 */
export const collectGcp = (options: GcpCollectOptions): AsyncGenerator<Item> =>
  collecting(options, async (collecting) => {
    const { emit, now } = collecting;
    const endpoint = options.endpoint ?? usualEndpoint;
    const entered = await enter(options, collecting, endpoint).catch((error: unknown) => {
      const known = asApiError(error);
      if (known?.code === undefined && known?.bounded !== true) throw error;
      return describeFailure(known, '');
    });
    if ('reason' in entered) {
      for (const line of closed(options.nodes, entered)) await emit(line);
      return;
    }
    const { client, login, quotaProject } = entered;
    const caller = { type: login.type, principal: login.principal, quotaProject };
    await emit(
      redactGcp({
        record: 'gcp.caller',
        scope: wholeEstate,
        id: login.principal ?? login.type,
        data: caller,
      }),
    );
    const progressOf =
      (scope: string) =>
      (source: string, count: number): void =>
        options.onProgress?.({ connector: 'gcp', scope, source, count });
    const startedAt = now().toISOString();
    const { nodes, lines } = await findNodes(client, options.nodes, progressOf('*'));
    for (const line of lines) await emit(line);
    const first = nodes[0] ?? '*';
    await emit(
      sessionLine(
        first.replace(/^projects\//, ''),
        'application default credentials',
        login.principal === undefined ? 'partial' : 'complete',
        login.principal === undefined ? `the credential (${login.type}) does not tell whose it is` : '',
        ['scanner'],
      ),
    );
    const of: JournalOf = {
      endpoint,
      nodes,
      recommendations: options.recommendations === true,
      caller: login.principal ?? login.type,
    };
    const journal: Journal<StepEntry> =
      options.journal === undefined
        ? noJournal(startedAt)
        : openJournal({ path: options.journal, kind: gcpJournals, of, now: startedAt });
    const seen = new Set<string>();
    let ended = false;
    for (const node of nodes) {
      const ledger = createLedger('Google Cloud');
      await readNode(
        {
          node,
          client,
          ledger,
          journal,
          // The inventory follows changes late, and nodes may lie in each other: what comes twice is kept once.
          emit: async (record) => {
            const key = `${record.record} ${record.id}`;
            if (seen.has(key)) return;
            seen.add(key);
            await emit(record);
          },
          progress: progressOf(node),
        },
        { recommendations: options.recommendations === true, tell: emit },
      );
      ended ||= ledger.ended() !== undefined;
    }
    // A credential that ran out in between is no end: with a new one it goes on.
    if (!ended) journal.discard();
  });
