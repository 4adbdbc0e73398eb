import { awsPrivilegesIn } from '../../connectors/aws/entitlements/privileges.ts';
import { sensitivityOf } from '../../connectors/aws/facts/services.ts';
import { judgeEntries } from '../audit/exceptions.ts';
import type { Expand } from '../audit/gate/grants.ts';
import { type ExceptionJudge, type GateLabels, judgeChanges } from '../audit/gate/judge.ts';
import { lastingEstate } from '../audit/gate/lasting.ts';
import { stateOf } from '../audit/gate/state.ts';
import type { ExceptionEntry } from '../model/exception.ts';
import type { GateInput, GateResult, GateState } from '../model/gate.ts';
import type { AuditResult } from '../model/report.ts';
import type { Provider } from '../model/scope.ts';
import type { Settings } from '../model/settings.ts';
import { reachOf } from '../reach/index.ts';
import { tool } from '../version.ts';

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
  /** Of the estate after the change; absent in plan mode, which has no findings. */
  readonly found?: Found | undefined;
}

/** What patterns of privileges stand for, by provider; one without patterns has no entry. */
const expanders: Partial<
  Record<Provider, (privilege: string, resources: readonly string[]) => ReturnType<Expand>>
> = {
  aws: awsPrivilegesIn,
};

/** From two states to a verdict. Pure; the clock of exceptions is that of the later state. */
export const runGate = ({ input, settings, labels, entries, found }: RunGate): GateResult =>
  judgeChanges(
    input,
    settings,
    { tool, ...labels },
    entries === undefined
      ? undefined
      : exceptionJudge(entries, found ?? { findings: [], identities: [] }, settings, input.after.collectedAt),
    {
      expand: (provider, ...pattern) => expanders[provider]?.(...pattern) ?? [],
      sensitivityOf: (provider, service) => (provider === 'aws' ? sensitivityOf(service) : 'rest'),
    },
  );
