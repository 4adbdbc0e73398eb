import { byText } from '../../model/by-text.ts';
import type { Credential } from '../../model/credential.ts';
import type { Identity } from '../../model/identity.ts';
import type { ChangeRisk, Proposal } from '../../model/reduce.ts';
import type { Service } from '../../model/scope.ts';
import { usedBy } from './used-by.ts';

/** What a change takes away, as far as uses are told by it. */
interface Taken {
  /** Names of services; absent: any of them. */
  readonly services?: ReadonlySet<string>;
  /** All that there is goes: whatever the identity did, it did with that. */
  readonly whole?: true;
  /** Something of it goes, and no log tells whether that was used. */
  readonly part?: true;
  /** A credential: its own uses. */
  readonly credential?: Pick<Credential, 'id' | 'lastUsedAt'>;
}

const takenBy = (proposal: Proposal, services: readonly Service[]): Taken => {
  if (proposal.kind === 'end-credential') return { credential: proposal.credential };
  if (proposal.kind === 'end-identity') return { whole: true };
  if (proposal.kind === 'cut-step' || proposal.kind === 'narrow-trust' || proposal.kind === 'guard-step')
    return { part: true };
  if (!('grant' in proposal) || proposal.grant === undefined) return {};
  // Whatever it did, it did with the only one that it has.
  if (proposal.kind === 'withdraw-grant' && proposal.identity.grants?.length === 1) return { whole: true };
  const { privileges } = proposal.grant;
  const { provider } = proposal.identity;
  return privileges.length === services.filter((service) => service.provider === provider).length
    ? { whole: true }
    : { services: new Set(privileges.map(({ service }) => services[service]!.name)) };
};

/**
 * Last use of what is taken from one identity. `undefined`: not known. That a service is not among those that were used says
 * something only where its provider tells of all of them, also of those that were not (`never`): logs show uses alone.
 */
const lastUseOf = (
  { serviceLastUsed = {}, lastUsedAt }: Identity,
  { services, whole, part, credential }: Taken,
  recent: number,
): string | undefined => {
  if (credential !== undefined) return credential.lastUsedAt;
  const told = Object.entries(serviceLastUsed);
  const times = told.flatMap(([name, time]) =>
    time === 'never' || (services !== undefined && !services.has(name)) ? [] : [time],
  );
  const own = whole === true && lastUsedAt !== undefined && lastUsedAt !== 'never' ? [lastUsedAt] : [];
  const latest = [...times, ...own].sort().at(-1);
  const isOfLate = (time: string | undefined): boolean => Date.parse(time ?? '') > recent;
  if (part === true && (isOfLate(latest) || isOfLate(lastUsedAt))) return undefined;
  if (latest !== undefined) return latest;
  if (told.some(([, time]) => time === 'never')) return 'never';
  // What it used is not told; that it used nothing, or nothing of late, is.
  return lastUsedAt === 'never' || Date.parse(lastUsedAt ?? '') <= recent ? lastUsedAt : undefined;
};

/** So many privileges are named. */
const mostNamed = 3;

/** Privileges by which it was used since, the latest first, where logs or the provider tell them. */
const privilegesUsed = (
  { uses = [], actionsLastUsed = {} }: Identity,
  { services, credential }: Taken,
  recent: number,
): string => {
  const told: readonly (readonly [action: string, time: string])[] = [
    ...uses
      .filter((use) => services === undefined || services.has(use.service))
      .filter((use) => credential === undefined || use.credential === credential.id)
      .map(({ action, last }) => [action, last] as const),
    // Names of privileges that begin with their service: `s3:GetObject`.
    ...(credential === undefined ? Object.entries(actionsLastUsed) : []).filter(
      ([action]) => services === undefined || services.has(action.slice(0, action.indexOf(':'))),
    ),
  ];
  const latest = new Map<string, string>();
  for (const [action, time] of told)
    if (time !== 'never' && Date.parse(time) > recent && time > (latest.get(action) ?? ''))
      latest.set(action, time);
  const names = [...latest]
    .sort(([a, before], [b, after]) => byText(after, before) || byText(a, b))
    .map(([action]) => action);
  if (names.length === 0) return '';
  const more = names.length - mostNamed;
  return `: ${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

const mostWorkloads = 100;
const day = (time: string): string => time.slice(0, 10);

const since = (identities: readonly Identity[]): string => {
  const all = identities.map(({ observedSince }) => observedSince);
  const known = all.filter((time) => time !== undefined).sort();
  return known.length === all.length && known.length > 0 ? ` since ${day(known.at(-1)!)}` : '';
};

/** What was used stays. Whether anything else was is known where the provider tells of what was not, too. */
const keptUses = (
  proposal: Extract<Proposal, { readonly kind: 'narrow-to-used' | 'split-identity' }>,
  holders: readonly Identity[],
): Pick<ChangeRisk, 'is' | 'says'> => {
  const all = proposal.kind === 'narrow-to-used' ? (usedBy(proposal.identity) ?? []) : [];
  const isLate = proposal.kind === 'narrow-to-used' && all.some((each) => !proposal.used.includes(each));
  const stays = isLate ? 'What it used of late stays' : 'What it used stays';
  return holders.every(({ serviceLastUsed = {} }) => Object.values(serviceLastUsed).includes('never'))
    ? { is: 'unused', says: `${stays}; nothing else was used${isLate ? ' of late' : since(holders)}.` }
    : {
        is: 'not known',
        says: 'What it was seen to use stays; whether it uses anything else is not known.',
      };
};

/**
 * What may break. One that used it is enough; unknown is not the same as unused.
 * @param holders all that have what is taken away
 */
export const riskOf = (
  proposal: Proposal,
  holders: readonly Identity[],
  services: readonly Service[],
  now: string,
  unusedDays: number,
): ChangeRisk => {
  const recent = Date.parse(now) - unusedDays * 86_400_000;
  const taken = takenBy(proposal, services);
  const uses = holders.map((identity) => ({ identity, time: lastUseOf(identity, taken, recent) }));
  const workloads = [...new Set(holders.flatMap((each) => (each.workloads ?? []).map(({ id }) => id)))]
    .sort()
    .slice(0, mostWorkloads);
  const used = uses.filter(({ time }) => time !== undefined && time !== 'never');
  const latest = used.toSorted((a, b) => (a.time! < b.time! ? 1 : a.time! > b.time! ? -1 : 0))[0];
  const unknown = uses.filter(({ time }) => time === undefined);
  const told =
    (proposal.kind === 'narrow-to-used' || proposal.kind === 'split-identity') && keptUses(proposal, holders);
  const running =
    workloads.length === 0
      ? ''
      : ` ${workloads.length === 1 ? 'One workload runs' : `${workloads.length} workloads run`} with it.`;
  if (told) return { ...told, says: `${told.says}${running}`, workloads };
  if (latest !== undefined && Date.parse(latest.time!) > recent)
    return {
      is: 'used',
      says: `Used by ${latest.identity.name} on ${day(latest.time!)}${privilegesUsed(latest.identity, taken, recent)}.${running}`,
      lastUsedAt: latest.time!,
      workloads,
    };
  if (unknown.length > 0) {
    const seen = unknown
      .flatMap(({ identity: { lastUsedAt } }) => (lastUsedAt === undefined ? [] : [lastUsedAt]))
      .sort()
      .at(-1);
    const about =
      seen === undefined || seen === 'never'
        ? ''
        : ` ${unknown.length === 1 ? 'The identity was' : 'One of the identities was'} last used on ${day(seen)}.`;
    return { is: 'not known', says: `Whether it is used is not known.${about}${running}`, workloads };
  }
  if (latest !== undefined)
    return {
      is: 'unused',
      says: `Last used by ${latest.identity.name} on ${day(latest.time!)}.${running}`,
      lastUsedAt: latest.time!,
      workloads,
    };
  return { is: 'unused', says: `Never used${since(holders)}.${running}`, workloads };
};
