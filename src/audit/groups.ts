import type { CauseGroup } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { severityRank } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { groupByCause } from './causes.ts';
import { isOpen, mostSevere } from './order.ts';

/** As much of a finding as its group needs. */
export type GroupedFinding = Pick<
  Finding,
  'fingerprint' | 'rule' | 'title' | 'severity' | 'identity' | 'about' | 'status' | 'blastRadius' | 'cause'
>;

/** Findings that one change ends, with what a list says of them. */
export interface FindingGroup<Item extends GroupedFinding = Finding> extends CauseGroup<Item> {
  /** The change, and how much it ends: `policy deploy-all, statement 2: 36 paths of 31 identities`. */
  readonly title: string;
  /** Ids of the rules that found them, sorted. */
  readonly rules: readonly string[];
  /** How many identities they are about. */
  readonly identities: number;
  /** Those that no exception in force accepts. */
  readonly open: readonly Item[];
  /** The most severe of the open ones; of equally severe ones the first. */
  readonly worst: Item | undefined;
}

const identitiesOf = (findings: readonly GroupedFinding[]): number =>
  new Set(findings.flatMap(({ identity, about }) => about ?? [identity])).size;

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/**
 * Groups of findings, in the order of their first members.
 * @param rules those that found them: what a finding of a rule is called
 */
export const groupsOf = <Item extends GroupedFinding>(
  findings: readonly Item[],
  rules: readonly Rule[],
): readonly FindingGroup<Item>[] => {
  const nouns = new Map(rules.map(({ id, noun }) => [id, noun]));
  return groupByCause(findings).map((group) => {
    const { members, cause } = group;
    const found = [...new Set(members.map(({ rule }) => rule))].sort();
    const identities = identitiesOf(members);
    const open = members.filter(isOpen);
    const [one, many] = (found.length === 1 ? nouns.get(found[0]!) : undefined) ?? ['finding', 'findings'];
    const title =
      cause === undefined || members.length === 1
        ? members[0]!.title
        : `${cause.label}: ${count(members.length, one, many)} of ${count(identities, 'identity', 'identities')}`;
    return { ...group, title, rules: found, identities, open, worst: mostSevere(open) };
  });
};

/** A group with something open. */
export type OpenGroup = FindingGroup & { readonly worst: Finding };

/** What a page says of what it leaves out. */
export interface LeftOut {
  readonly groups: number;
  /** Open ones. */
  readonly findings: number;
}

/**
 * The first groups with open findings, in their order. What is below medium waits until nothing graver is left, so that a
 * short list is not filled with the small faults of the worst identity.
 */
export const firstGroups = (
  groups: readonly FindingGroup[],
  most: number,
): { readonly listed: readonly OpenGroup[]; readonly rest: LeftOut } => {
  const open = groups.filter((group): group is OpenGroup => group.worst !== undefined);
  const isGrave = ({ worst }: OpenGroup): boolean => severityRank(worst.severity) >= severityRank('medium');
  const listed = [...open.filter(isGrave), ...open.filter((group) => !isGrave(group))].slice(0, most);
  const count = (some: readonly OpenGroup[]): number =>
    some.reduce((sum, group) => sum + group.open.length, 0);
  return {
    listed,
    rest: { groups: open.length - listed.length, findings: count(open) - count(listed) },
  };
};
