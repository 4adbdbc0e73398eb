import { byText } from '../../src/model/by-text.ts';
import type { Identity } from '../../src/model/identity.ts';
import { counted, grouped, shorten } from '../layout.ts';
import { factText } from '../wording.ts';
import { durationOf, field, heading, item, named, type Page, shortList, when } from './page.ts';

/** What is worth a note, and the note. */
export const flags: readonly { readonly is: (identity: Identity) => boolean; readonly says: string }[] = [
  { is: (identity) => identity.providerOwned, says: 'created and managed by the provider for its own use' },
  { is: (identity) => identity.breakGlass, says: 'kept for emergencies' },
  { is: (identity) => identity.scanner, says: 'the identity this scan ran as' },
  { is: (identity) => identity.agent, says: "an AI agent's identity" },
  { is: (identity) => identity.bounded, says: 'limited by a permissions boundary or the like' },
];

export function* whoLines(page: Page): Generator<string> {
  const { identity, ranked, paint, width } = page;
  yield paint('bold', shorten(identity.name === '' ? identity.id : identity.name, width));
  yield* field(page, 'id', identity.id);
  yield* field(page, 'kind', `${identity.provider} ${identity.kind}`);
  yield* field(page, 'nature', `${identity.nature.is}: ${identity.nature.reason}`);
  yield* field(page, 'scope', page.scopeNamed(identity.scope));
  yield* field(page, 'environment', identity.environment);
  yield* field(page, 'owner', identity.owner ?? 'not known');
  yield* field(page, 'created', when(page, identity.createdAt));
  yield* field(page, 'last used', when(page, identity.lastUsedAt));
  if (identity.observedSince !== undefined) {
    yield* field(page, 'observed', `since ${when(page, identity.observedSince)}`);
  }
  if (identity.workloads !== undefined) {
    const known = identity.workloads
      .map(({ kind, name, id }) => `${kind} ${named(name, id)}`)
      .toSorted(byText);
    yield* field(page, 'runs', shortList(known) || 'no workload');
  }
  for (const { is, says } of flags) if (is(identity)) yield* field(page, 'note', says);
  yield* field(page, 'written in', factText(identity.source));
  yield* field(
    page,
    'rank',
    `${grouped(ranked.rank)} of ${counted(page.result.estate.identities.length, 'identity', 'identities')} by blast radius`,
  );
}

const tally = (values: readonly string[]): string =>
  [...Map.groupBy(values, (value) => value)]
    .sort(([a], [b]) => byText(a, b))
    .map(([value, same]) => `${value} ${grouped(same.length)}`)
    .join(', ');

export function* standingLines(page: Page): Generator<string> {
  const { identity, ranked } = page;
  const usable = identity.credentials.filter(({ status }) => status === 'active' || status === 'unknown');
  const giving = identity.grants.filter(({ privileges }) => privileges.length > 0);
  yield* heading(page, `Standing: ${ranked.standing}`);
  yield* field(page, 'credentials', tally(usable.map(({ lifetime }) => lifetime)) || 'none in use');
  yield* field(page, 'grants', tally(giving.map((grant) => durationOf(page, grant))) || 'none in force');
}

export function* credentialLines(page: Page): Generator<string> {
  const credentials = page.identity.credentials.toSorted(
    (a, b) => byText(a.kind, b.kind) || byText(a.id, b.id),
  );
  yield* heading(page, `Credentials (${grouped(credentials.length)})`);
  if (credentials.length === 0) yield '  None known.';
  for (const credential of credentials) {
    const { kind, id, status, lifetime, binding, service, createdAt, expiresAt, lastUsedAt, maxSeconds } =
      credential;
    const facts = [
      `${status}, ${lifetime}, ${binding}`,
      ...(service === undefined ? [] : [`opens only ${service}`]),
      ...(maxSeconds === undefined ? [] : [`one issue lives ${grouped(maxSeconds)} s at most`]),
      ...(lifetime === 'short-lived' ? [] : [`created ${when(page, createdAt)}`]),
      ...(expiresAt === undefined ? [] : [`expires ${when(page, expiresAt)}`]),
      `last used ${when(page, lastUsedAt)}`,
    ];
    yield* item(page, `${kind}${id === kind ? '' : ` ${id}`}: ${facts.join('; ')}`);
  }
}
