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

/** `first`, then the items with commas between them; nothing where there are none. */
function* separated<Item>(
  first: string,
  items: Iterable<Item>,
  text: (item: Item) => string,
  comma = ',',
): Generator<string> {
  let before = first;
  for (const item of items) {
    yield before + text(item);
    before = comma;
  }
}

/** `"name":[` one record a line `]`; nothing for an empty list, which OSCAL does not allow. */
function* list(name: string, items: Iterable<object>): Generator<string> {
  let isEmpty = true;
  for (const text of separated(`,\n"${name}":[\n`, items, jsonText, ',\n')) {
    isEmpty = false;
    yield text;
  }
  if (!isEmpty) yield '\n]';
}

/** An object without its closing brace, so that lists can follow. */
const opened = (values: object): string => jsonText(values).slice(0, -1);

/** What all parts of one document share. */
interface Lookup {
  readonly result: AuditResult;
  readonly findings: readonly Finding[];
  readonly names: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly exceptions: ReadonlyMap<string, JudgedException>;
  /** Fingerprint to an entry that was meant to cover it and has no effect. */
  readonly requested: ReadonlyMap<string, JudgedException>;
  /** By position in `findings`: each is named again for every control that the finding speaks against. */
  readonly observationUuids: readonly string[];
  readonly riskUuids: readonly string[];
}

const referencesAtATime = 1_024;

/** Of a large estate tens of thousands in one list: some at a time, and in UUIDs there is nothing to escape. */
function* references(name: string, against: readonly number[], uuids: readonly string[]): Generator<string> {
  for (let at = 0; at < against.length; at += referencesAtATime) {
    if (at > 0) yield ',';
    yield against
      .slice(at, at + referencesAtATime)
      .map((position) => `{"${name}":"${uuids[position]!}"}`)
      .join();
  }
}

const userUuid = (identity: string): string => uuidOf('identity', identity);

const observation = (finding: Finding, uuid: string, { result, names }: Lookup): object => ({
  uuid,
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
  subjects: [
    {
      'subject-uuid': userUuid(finding.identity),
      type: 'user',
      title: line(names.get(finding.identity) || finding.identity),
    },
  ],
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

function* observations(lookup: Lookup): Generator<object> {
  const { result, findings } = lookup;
  const loosened = loosenedWords(result);
  if (loosened !== undefined) yield gap(result, 'Configuration found by itself', loosened);
  for (const text of coverageGaps(result)) yield gap(result, 'Not read in full', text);
  for (const text of unjudgedRules(result)) yield gap(result, 'Not judged in full', text);
  for (const [position, finding] of findings.entries())
    yield observation(finding, lookup.observationUuids[position]!, lookup);
}

/** What the history says of a finding: properties of its risk. */
const historyProperties = (finding: Finding, { result }: Lookup): object => {
  const history = result.history?.findings.get(finding.fingerprint);
  if (history === undefined) return {};
  const { state, firstSeen, openSince, age, due, overdue } = history;
  return {
    props: [
      property('state', state),
      property('first-seen', firstSeen),
      property('open-since', openSince),
      property('age-days', String(age)),
      ...(due === undefined ? [] : [property('due', due)]),
      property('overdue', String(overdue)),
    ],
  };
};

const risk = (finding: Finding, position: number, lookup: Lookup): object => {
  const { exceptions, requested, rules, names, observationUuids, riskUuids } = lookup;
  const rule = rules.get(finding.rule);
  return {
    uuid: riskUuids[position],
    title: line(finding.title),
    description: paragraph(`${finding.identity}: ${finding.title}`),
    statement: paragraph(
      `${finding.blastRadius}% of the estate is compromised if ${names.get(finding.identity) || finding.identity} leaks. ${rule?.title ?? ''}`,
    ),
    ...historyProperties(finding, lookup),
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
    'related-observations': [{ 'observation-uuid': observationUuids[position] }],
  };
};

function* risks(lookup: Lookup): Generator<object> {
  for (const [position, finding] of lookup.findings.entries()) yield risk(finding, position, lookup);
}

/** A control objective that at least one finding speaks against. There is no finding that one is satisfied. */
function* controlFinding(
  target: ControlTarget,
  against: readonly number[],
  lookup: Lookup,
): Generator<string> {
  const { findings } = lookup;
  const open = against.filter((position) => findings[position]!.status !== 'accepted').length;
  const told =
    open === 0
      ? `${against.length} findings, all accepted by exceptions in force`
      : `${open} open findings, ${against.length - open} accepted by exceptions`;
  yield opened({
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
  });
  yield ',"related-observations":[';
  yield* references('observation-uuid', against, lookup.observationUuids);
  yield '],"related-risks":[';
  yield* references('risk-uuid', against, lookup.riskUuids);
  yield ']}';
}

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

const assessmentAssets = ({ tool }: AuditResult): object => ({
  components: [
    {
      uuid: toolUuid,
      type: 'software',
      title: value(tool.name),
      description: 'Privilege audit for non-human identities',
      props: [property('version', tool.version)],
      status: { state: 'operational' },
    },
  ],
  'assessment-platforms': [{ uuid: uuidOf('platform'), 'uses-components': [{ 'component-uuid': toolUuid }] }],
});

function* localDefinitions({ result, findings, names }: Lookup): Generator<string> {
  yield '{';
  const involved = [...new Set(findings.map(({ identity }) => identity))].sort(byText);
  yield* separated('"users":[', involved, (id) =>
    jsonText({
      uuid: userUuid(id),
      title: line(names.get(id) || id),
      props: [property('type', 'system'), property('identity', id)],
    }),
  );
  if (involved.length > 0) yield '],';
  yield `"assessment-assets":${jsonText(assessmentAssets(result))}}`;
}

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
    observationUuids: findings.map(({ fingerprint }) => uuidOf('observation', fingerprint)),
    riskUuids: findings.map(({ fingerprint }) => uuidOf('risk', fingerprint)),
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
  });
  yield ',"local-definitions":';
  yield* localDefinitions(lookup);
  yield `,"reviewed-controls":${jsonText(reviewedControls(result))}`;
  yield* list('observations', observations(lookup));
  yield* list('risks', risks(lookup));
  const targets = controlTargets(findings);
  let before = ',\n"findings":[\n';
  for (const { target, against } of targets) {
    yield before;
    yield* controlFinding(target, against, lookup);
    before = ',\n';
  }
  if (targets.length > 0) yield '\n]';
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
