import type { Interpretation } from '../../connectors/connector.ts';
import { judgeEntries } from '../audit/exceptions.ts';
import {
  type ExceptionJudge,
  type GateLabels,
  judgeChanges,
  type ProviderKnowledge,
} from '../audit/gate/judge.ts';
import { lastingEstate } from '../audit/gate/lasting.ts';
import { stateOf } from '../audit/gate/state.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import type { GateInput, GateResult, GateState } from '../model/gate.ts';
import type { AuditResult } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';
import { tool } from '../version.ts';
import { interpretationsOf } from './interpretations.ts';

/** An audited estate as the gate compares it. Pure. */
export const gateStateOf = (result: AuditResult): GateState =>
  stateOf(result, reachOf(lastingEstate(result.estate, result.settings), result.settings));

/** What exceptions are judged against beside the changes. */
export interface Found {
  readonly findings: AuditResult['findings'];
  readonly identities: AuditResult['estate']['identities'];
}

const exceptionJudge = (
  entries: readonly ExceptionEntry[],
  { findings, identities }: Found,
  settings: Settings,
  collectedAt: string,
): ExceptionJudge => ({
  findings,
  judge: (changes) =>
    judgeEntries({
      entries,
      found: [...findings, ...changes],
      identities,
      settings,
      collectedAt,
      looksFor: findings.length > 0 ? ['rules', 'gate'] : ['gate'],
    }),
});

export interface RunGate {
  readonly input: GateInput;
  readonly settings: Settings;
  readonly labels: Omit<GateLabels, 'tool'>;
  /** Absent: there is no exceptions file, and those of the input count. */
  readonly entries?: readonly ExceptionEntry[] | undefined;
  /** Of the providers whose identities are compared. */
  readonly interpretations: readonly Interpretation[];
  /** Of the estate after the change; absent in plan mode, which has no findings. */
  readonly found?: Found | undefined;
}

/** What the comparison asks the providers. */
const knowledgeOf = (interpretations: readonly Interpretation[]): ProviderKnowledge => {
  const byProvider = new Map(interpretations.map((each) => [each.id, each]));
  return {
    expand: (provider, ...pattern) => byProvider.get(provider)?.privilegesIn?.(...pattern) ?? [],
    bundle: (provider, ...privilege) => byProvider.get(provider)?.bundledIn?.(...privilege) ?? [],
    instead: (provider) => byProvider.get(provider)?.instead ?? [],
    usedBy: (identity) => byProvider.get(identity.provider)?.usedBy?.(identity),
    concerns: (provider, privilege, service) => {
      const own = byProvider.get(provider);
      return own?.concerns?.(privilege, service) ?? own?.sensitivityOf?.(service) ?? 'rest';
    },
    becomesOthers: (provider, privilege, resource) =>
      byProvider.get(provider)?.becomesOthers?.(privilege, resource) ?? false,
    isEverybody: (identity) => byProvider.get(identity.provider)?.isEverybody?.(identity) ?? false,
    enteredByTrust: ({ provider, kind }) => byProvider.get(provider)?.enteredByTrust?.includes(kind) ?? false,
    namesResources: (provider, pattern, service) =>
      byProvider.get(provider)?.namesResources?.(pattern, service) ?? pattern !== '*',
    sensitivityOf: (provider, service) => byProvider.get(provider)?.sensitivityOf?.(service) ?? 'rest',
  };
};

/** Those of the providers whose identities a gate compares. */
export const interpretationsOfGate = ({
  before,
  after,
  otherwise = [],
}: GateInput): Promise<readonly Interpretation[]> =>
  interpretationsOf(
    [before, after, ...otherwise.flatMap((each) => [each.before, each.after])].flatMap(({ identities }) =>
      identities.map(({ provider }) => provider),
    ),
  );

/** From two states to a verdict. Pure; the clock of exceptions is that of the later state. */
export const runGate = ({ input, settings, labels, interpretations, entries, found }: RunGate): GateResult =>
  judgeChanges(
    input,
    settings,
    { tool, ...labels },
    entries === undefined
      ? undefined
      : exceptionJudge(entries, found ?? { findings: [], identities: [] }, settings, input.after.collectedAt),
    knowledgeOf(interpretations),
  );
