import { rank } from '../src/audit/ranking.ts';
import { byText } from '../src/model/by-text.ts';
import type { JudgedException } from '../src/model/exception.ts';
import type { Finding } from '../src/model/finding.ts';
import type { AuditResult } from '../src/model/report.ts';
import type { Rule } from '../src/model/rule.ts';
import { coverageGaps, exceptionsById, isComplete, unjudgedRules } from './completeness.ts';
import { inForceSentences, loosenedWords } from './in-force.ts';
import { jsonText } from './inert-text.ts';
import type { ControlTarget } from './oscal-controls.ts';
import { controlTargets, reviewedControls } from './oscal-controls.ts';
import { deviation } from './oscal-exceptions.ts';
import { line, longestOscal, paragraph, property, value } from './oscal-text.ts';
import { inPieces } from './pieces.ts';
import type { ReportFormat } from './report-format.ts';
import { uuidOf } from './uuid.ts';
import { evidenceText, stepText } from './wording.ts';

/**
 * OSCAL assessment results: an observation and a risk for each finding, a finding for each control objective that
 * they speak against. Exceptions are deviations of risks. UUIDs are names (version 5), times come from the facts.
 * https://pages.nist.gov/OSCAL-Reference/models/v1.2.3/assessment-results/json-outline/
 */
const oscalVersion = '1.2.3';

const toolUuid = uuidOf('tool');
const origin = { actors: [{ type: 'tool', 'actor-uuid': toolUuid }] };

/** A finding is named once for each control that it speaks against. */
const uuidOfFinding = (what: string): ((finding: Finding) => string) => {
  const known = new WeakMap<Finding, string>();
  return (finding) => {
    let uuid = known.get(finding);
    if (uuid === undefined) {
      uuid = uuidOf(what, finding.fingerprint);
      known.set(finding, uuid);
    }
    return uuid;
  };
};
const observationUuid = uuidOfFinding('observation');
const riskUuid = uuidOfFinding('risk');
const userUuid = (identity: string): string => uuidOf('identity', identity);

const subjectOf = (identity: string, name: string) => ({
  'subject-uuid': userUuid(identity),
  type: 'user',
  title: line(name === '' ? identity : name),
});

/** What all parts of one document share. */
interface Lookup {
  readonly result: AuditResult;
  readonly findings: readonly Finding[];
  readonly names: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly exceptions: ReadonlyMap<string, JudgedException>;
  /** Fingerprint to an entry that was meant to cover it and has no effect. */
  readonly requested: ReadonlyMap<string, JudgedException>;
}

const observation = (finding: Finding, { result, names }: Lookup): object => ({
  uuid: observationUuid(finding),
  title: line(finding.title),
  description: paragraph(`${finding.rule} at ${finding.identity} in ${finding.scope}: ${finding.title}`),
  props: [
    property('rule', finding.rule),
    property('fingerprint', finding.fingerprint),
    property('evidence-hash', finding.evidenceHash),
    property('confidence', finding.confidence),
  ],
  methods: ['EXAMINE'],
  types: ['finding'],
  origins: [origin],
  subjects: [subjectOf(finding.identity, names.get(finding.identity) ?? '')],
  ...(finding.evidence.length + finding.path.length === 0
    ? {}
    : {
        'relevant-evidence': [...finding.evidence.map(evidenceText), ...finding.path.map(stepText)]
          .slice(0, longestOscal.evidence)
          .map((text) => ({ description: paragraph(text) })),
      }),
  collected: result.estate.collectedAt,
});

/** What could not be seen is an observation too: nobody may read its absence as a pass. */
const gap = (result: AuditResult, kind: string, text: string): object => ({
  uuid: uuidOf('gap', kind, text),
  title: line(kind),
  description: paragraph(text),
  methods: ['UNKNOWN'],
  types: ['discovery'],
  origins: [origin],
  collected: result.estate.collectedAt,
});

const risk = (finding: Finding, { exceptions, requested, rules, names }: Lookup): object => {
  const rule = rules.get(finding.rule);
  return {
    uuid: riskUuid(finding),
    title: line(finding.title),
    description: paragraph(`${finding.identity}: ${finding.title}`),
    statement: paragraph(
      `${finding.blastRadius}% of the estate is compromised if ${names.get(finding.identity) || finding.identity} leaks. ${rule?.title ?? ''}`,
    ),
    ...deviation(finding, exceptions.get(finding.exception ?? '') ?? requested.get(finding.fingerprint)),
    characterizations: [
      {
        origin,
        facets: [
          { name: 'severity', system: 'urn:nhi-audit', value: finding.severity },
          { name: 'blast-radius', system: 'urn:nhi-audit', value: String(finding.blastRadius) },
        ],
      },
    ],
    remediations: [
      {
        uuid: uuidOf('remediation', finding.fingerprint),
        lifecycle: 'recommendation',
        title: 'The change that ends it',
        description: paragraph(finding.fix),
      },
    ],
    'related-observations': [{ 'observation-uuid': observationUuid(finding) }],
  };
};

/** A control objective that at least one finding speaks against. There is no finding that one is satisfied. */
const controlFinding = (target: ControlTarget, against: readonly Finding[]): object => {
  const open = against.filter(({ status }) => status !== 'accepted').length;
  const told =
    open === 0
      ? `${against.length} findings, all accepted by exceptions in force`
      : `${open} open findings, ${against.length - open} accepted by exceptions`;
  return {
    uuid: uuidOf('finding', target.framework, target.id),
    title: value(`${target.framework} ${target.id}`),
    description: `${told}. They are evidence about this control and do not show by themselves whether it is met.`,
    props: [property('framework', target.framework), property('control', target.id)],
    origins: [origin],
    target: {
      type: 'objective-id',
      'target-id': target.objective,
      title: value(`${target.framework} ${target.id}`),
      status: { state: 'not-satisfied', reason: open === 0 ? 'other' : 'fail', remarks: told },
    },
    'related-observations': against.map((finding) => ({ 'observation-uuid': observationUuid(finding) })),
    'related-risks': against.map((finding) => ({ 'risk-uuid': riskUuid(finding) })),
  };
};

const parties = ({ exceptions = [] }: AuditResult): readonly object[] => {
  const names = new Set(
    exceptions.flatMap(({ exception }) =>
      exception === undefined ? [] : [exception.owner, exception.approver],
    ),
  );
  return [...names]
    .sort(byText)
    .map((name) => ({ uuid: uuidOf('party', name), type: 'person', name: value(name) }));
};

const metadata = (result: AuditResult): object => {
  const people = parties(result);
  return {
    title: 'Privilege audit of non-human identities',
    'last-modified': result.estate.collectedAt,
    version: value(result.estate.collectedAt),
    'oscal-version': oscalVersion,
    props: [property('tool', `${result.tool.name} ${result.tool.version}`)],
    ...(people.length === 0 ? {} : { parties: people }),
  };
};

const localDefinitions = ({ result, findings, names }: Lookup): object => {
  const involved = [...new Set(findings.map(({ identity }) => identity))].sort(byText);
  return {
    ...(involved.length === 0
      ? {}
      : {
          users: involved.map((id) => ({
            uuid: userUuid(id),
            title: line(names.get(id) || id),
            props: [property('type', 'system'), property('identity', id)],
          })),
        }),
    'assessment-assets': {
      components: [
        {
          uuid: toolUuid,
          type: 'software',
          title: value(result.tool.name),
          description: 'Privilege audit for non-human identities',
          props: [property('version', result.tool.version)],
          status: { state: 'operational' },
        },
      ],
      'assessment-platforms': [
        { uuid: uuidOf('platform'), 'uses-components': [{ 'component-uuid': toolUuid }] },
      ],
    },
  };
};

/** `"name":[` one record a line `]`; nothing for an empty list, which OSCAL does not allow. */
function* list(name: string, items: Iterable<object>): Generator<string> {
  let before = `,\n"${name}":[\n`;
  for (const item of items) {
    yield before + jsonText(item);
    before = ',\n';
  }
  if (before === ',\n') yield '\n]';
}

/** An object without its closing brace, so that lists can follow. */
const opened = (values: object): string => jsonText(values).slice(0, -1);

const emptyMap: ReadonlyMap<string, JudgedException> = new Map();

const requestedBy = ({ exceptions }: AuditResult): ReadonlyMap<string, JudgedException> =>
  exceptions === undefined
    ? emptyMap
    : new Map(
        exceptions
          .filter(({ status }) => status === 'invalid')
          .flatMap((judged) => judged.covered.map((fingerprint) => [fingerprint, judged] as const)),
      );

const planUuid = uuidOf('plan');

function* oscal(result: AuditResult): Generator<string> {
  const findings = rank(result).findings;
  const lookup: Lookup = {
    result,
    findings,
    names: new Map(result.estate.identities.map(({ id, name }) => [id, name])),
    rules: new Map(result.rules.map((rule) => [rule.id, rule])),
    exceptions: exceptionsById(result),
    requested: requestedBy(result),
  };
  const { collectedAt } = result.estate;
  const state = findings.map(
    ({ fingerprint, evidenceHash, status }) => `${fingerprint}${evidenceHash}${status}`,
  );
  // As one part: a call takes no half million arguments.
  const document = uuidOf(
    'document',
    collectedAt,
    result.tool.version,
    state.join('\n'),
    ...inForceSentences(result),
  );
  yield `{"assessment-results":${opened({
    uuid: document,
    metadata: metadata(result),
    'import-ap': {
      href: `#${planUuid}`,
      remarks: 'There is no assessment plan apart from the rules of the tool.',
    },
  })},"results":[\n`;
  yield opened({
    uuid: uuidOf('result', document),
    title: 'Privilege audit of non-human identities',
    description: isComplete(result)
      ? 'All sources were read and all rules were judged.'
      : 'Not everything could be read or judged: the observations of type discovery say what. Nothing follows from what was not seen.',
    start: collectedAt,
    props: [
      property('complete', String(isComplete(result))),
      ...inForceSentences(result)
        .slice(0, longestOscal.evidence)
        .map((text) => property('in-force', text)),
    ],
    'local-definitions': localDefinitions(lookup),
    'reviewed-controls': reviewedControls(result),
  });
  const loosened = loosenedWords(result);
  yield* list('observations', [
    ...(loosened === undefined ? [] : [gap(result, 'Configuration found by itself', loosened)]),
    ...coverageGaps(result).map((text) => gap(result, 'Not read in full', text)),
    ...unjudgedRules(result).map((text) => gap(result, 'Not judged in full', text)),
    ...findings.map((finding) => observation(finding, lookup)),
  ]);
  yield* list(
    'risks',
    findings.map((finding) => risk(finding, lookup)),
  );
  yield* list(
    'findings',
    controlTargets(findings).map(({ target, against }) => controlFinding(target, against)),
  );
  yield `}],"back-matter":${jsonText({
    resources: [
      {
        uuid: planUuid,
        title: 'Assessment plan',
        description:
          'The rules of nhi-audit, run over the facts of one collection, without a plan of its own.',
        rlinks: [{ href: 'docs/rules/README.md' }],
      },
    ],
  })}}}\n`;
}

/** For auditors' tools: OSCAL 1.2.3 assessment results. */
export const oscalFormat: ReportFormat = {
  id: 'oscal',
  title: 'OSCAL 1.2.3 assessment results, for auditors',
  files: (result) => [{ name: 'oscal-assessment-results.json', text: inPieces(() => oscal(result)) }],
};
