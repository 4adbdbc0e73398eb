import { byText } from '../src/model/by-text.ts';
import type { Controls, Finding } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import { token, value } from './oscal-text.ts';

/** A control of a framework, in its own words and as OSCAL identifies it. */
export interface ControlTarget {
  readonly framework: string;
  /** As the framework writes it: `AC-6(5)`. */
  readonly id: string;
  /** `ac-6.5`. */
  readonly control: string;
  /** `ac-6.5_obj`. */
  readonly objective: string;
}

const nist = /^NIST SP 800-53\b/i;
const nistId = /^([A-Z]{2})-(\d{1,2})(?:\((\d{1,2})\))?$/;

/**
 * NIST publishes SP 800-53 as an OSCAL catalogue, whose ids are taken; for all other frameworks they are made of the
 * framework's name and the id. https://github.com/usnistgov/oscal-content/tree/main/nist.gov/SP800-53/rev5
 */
export const controlTarget = (framework: string, id: string): ControlTarget => {
  const parts = nist.test(framework) ? nistId.exec(id) : null;
  const control =
    parts === null
      ? `${token(framework.toLowerCase())}_${token(id).replace(/^_/, '')}`
      : `${parts[1]!.toLowerCase()}-${Number(parts[2])}${parts[3] === undefined ? '' : `.${Number(parts[3])}`}`;
  return { framework, id, control, objective: `${control}_obj` };
};

const targetsOf = (controls: Controls): readonly ControlTarget[] =>
  Object.entries(controls).flatMap(([framework, ids]) => ids.map((id) => controlTarget(framework, id)));

const inOrder = (a: ControlTarget, b: ControlTarget): number =>
  byText(a.framework, b.framework) || byText(a.control, b.control) || byText(a.id, b.id);

/** Every control that a finding speaks against, with its findings (positions in the list) in order. */
export const controlTargets = (
  findings: readonly Finding[],
): readonly { readonly target: ControlTarget; readonly against: readonly number[] }[] => {
  const found = new Map<string, { readonly target: ControlTarget; readonly against: number[] }>();
  // Findings of a rule share their controls.
  const listsOf = new Map<Controls, readonly number[][]>();
  const listFor = (target: ControlTarget): number[] => {
    const key = JSON.stringify([target.framework, target.id]);
    const list = found.get(key) ?? { target, against: [] };
    found.set(key, list);
    return list.against;
  };
  for (const [position, { controls }] of findings.entries()) {
    const lists = listsOf.get(controls) ?? targetsOf(controls).map(listFor);
    listsOf.set(controls, lists);
    for (const against of lists) against.push(position);
  }
  return [...found.values()].sort((a, b) => inOrder(a.target, b.target));
};

const selection = (description: string, ids: readonly string[]): object => ({
  description,
  'include-controls': [...new Set(ids)].sort(byText).map((id) => ({ 'control-id': id })),
});

/** The controls about which the rules that could be judged, wholly or in part, gather evidence. */
export const reviewedControls = ({ rules, assessments, findings }: AuditResult): object => {
  const judged = new Set(
    assessments.filter(({ status }) => status !== 'not-assessed').map(({ rule }) => rule),
  );
  const targets = [
    ...rules.filter(({ id }) => judged.has(id)).map(({ controls }) => controls),
    ...new Set(findings.map(({ controls }) => controls)),
  ].flatMap(targetsOf);
  const byFramework = [...Map.groupBy(targets, ({ framework }) => framework)].sort(([a], [b]) =>
    byText(a, b),
  );
  const selections = byFramework.map(([framework, each]) =>
    selection(
      value(`Supports evidence for ${framework}`),
      each.map(({ control }) => control),
    ),
  );
  const own = [...judged].map((rule) => `nhi-audit_${token(rule)}`);
  return {
    'control-selections': [
      ...selections,
      own.length === 0
        ? selection('No rule could be judged', ['nhi-audit_none'])
        : selection('The rules of nhi-audit that were judged', own),
    ],
  };
};
