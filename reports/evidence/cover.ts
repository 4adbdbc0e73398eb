import { agesAreMinimums } from '../../src/model/clock.ts';
import type { Framework } from '../../src/model/framework.ts';
import type { AuditResult, ReportFile } from '../../src/model/report.ts';
import { code, prose, table } from '../markdown-text.ts';
import { inPieces } from '../pieces.ts';
import { xmlText } from '../xml-text.ts';

/** What a cover page says beside the result. */
export interface CoverInput {
  readonly result: AuditResult;
  readonly frameworks: readonly Framework[];
  /** Start and end of the collection, ISO 8601, UTC; no end: the facts are exports, which do not tell it. */
  readonly startedAt: string;
  readonly completedAt: string | undefined;
  /** Who made the pack, as the command line says. */
  readonly preparedBy: string | undefined;
}

/** A heading, and below it either rows of two cells or sentences. */
interface Section {
  readonly title: string;
  readonly rows?: readonly (readonly [name: string, value: string])[];
  /** Names of rows that the provider or its users chose. */
  readonly namedByOthers?: true;
  readonly sentences?: readonly string[];
}

/** Scopes that are named one by one; an organisation has thousands, and `report.json` has them all. */
const shownScopes = 100;

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

const whoAndWhen = ({ result, startedAt, completedAt, preparedBy }: CoverInput): Section => {
  const { estate, tool, providers } = result;
  const scanners = estate.identities.filter(({ scanner }) => scanner).map(({ id }) => id);
  return {
    title: 'Who and when',
    rows: [
      ['Prepared by', preparedBy ?? 'not said: --prepared-by names whoever answers for it'],
      [
        'Read as',
        scanners.length === 0 ? 'not known: no source says who asked for the facts' : scanners.join(', '),
      ],
      ['Made with', `${tool.name} ${tool.version}`],
      [
        'Providers',
        [...new Set(estate.scopes.map(({ provider }) => providers[provider] ?? provider))].join(', '),
      ],
      ['Data as of', startedAt],
      ['Collection ended', completedAt ?? 'not told: the facts are exports'],
      ['The clock', estate.clock?.says ?? 'said by the program that made the report'],
    ],
  };
};

const period = ({ result: { estate } }: CoverInput): Section => {
  const since = estate.identities
    .flatMap(({ observedSince }) => observedSince ?? [])
    .toSorted()
    .at(0);
  return {
    title: 'Period',
    sentences: [
      `The pack shows a state at one time, ${estate.collectedAt}. It is no record of what held before or after, and no sample over a period.`,
      since === undefined
        ? 'Since when uses were recorded is not known.'
        : `Uses of identities are known as far as providers record them: at the earliest from ${since}.`,
      ...(agesAreMinimums(estate.clock)
        ? [
            'The facts may be younger than this time: every age is at least what is said, and rules on disuse are judged in part.',
          ]
        : []),
    ],
  };
};

const scope = ({ result: { estate, providers } }: CoverInput): Section => {
  const perScope = Map.groupBy(estate.identities, (identity) => identity.scope);
  const rows = estate.scopes.slice(0, shownScopes).map(({ id, provider, kind, name }) => {
    const title = name === '' || name === id ? id : `${name} (${id})`;
    const held = counted(perScope.get(id)?.length ?? 0, 'identity', 'identities');
    return [title, `${providers[provider] ?? provider} ${kind}, ${held}`] as const;
  });
  const more = estate.scopes.length - rows.length;
  return {
    title: 'Scope',
    namedByOthers: true,
    rows: [...rows, ...(more > 0 ? [['and more', `${more}, in report.json`] as const] : [])],
  };
};

const method: Section = {
  title: 'Method',
  sentences: [
    'Facts were read and nothing was changed. Every identity that was found is in identities.csv; no sample was taken.',
    'Each rule looks at each identity by what its provider says of credentials, grants, trusts and use, and of the ways in which one identity can become another. docs/rules of the tool has each rule with its limits.',
    'control-matrix.csv says for each control which rules test it, how many identities were looked at, how many failed, and what could not be judged. An identity counts as looked at only where all that a rule needs to know of it was known.',
    'Each finding points to the record and the member that it rests on: nhi-audit evidence show FINGERPRINT prints them together.',
  ],
};

const limits = ({ result }: CoverInput): Section => {
  const { coverage, assessments, findings } = result;
  const gaps = coverage.filter(({ status }) => status !== 'complete').length;
  const [none, part] = (['not-assessed', 'partial'] as const).map(
    (wanted) => new Set(assessments.filter(({ status }) => status === wanted).map(({ rule }) => rule)).size,
  );
  const accepted = findings.filter(({ status }) => status === 'accepted').length;
  return {
    title: 'Limits',
    sentences: [
      `${gaps} of ${counted(coverage.length, 'source', 'sources')} could not be read in full; ${counted(none!, 'rule', 'rules')} could not be judged somewhere, and ${part!} only in part: coverage.csv says which, and why.`,
      `${counted(findings.length, 'finding', 'findings')}, of which ${accepted} ${accepted === 1 ? 'is' : 'are'} accepted by an exception: exceptions.csv says by whom and until when.`,
      'Logs are not read: nothing is said of what an identity has done, of alerts, or of reviews that people held.',
      'A finding speaks against a control, and none where one was looked for supports evidence for it. Whether a control is met is for people to decide.',
    ],
  };
};

const versions = ({ result, frameworks }: CoverInput): Section => ({
  title: 'Versions',
  rows: [
    [result.tool.name, result.tool.version],
    ['Rules', String(result.rules.length)],
    ...frameworks.map(({ name, version }) => [name, version] as const),
  ],
});

const sectionsOf = (input: CoverInput): readonly Section[] => [
  whoAndWhen(input),
  period(input),
  scope(input),
  method,
  limits(input),
  versions(input),
];

const title = 'Evidence on non-human identities';

function* markdown(input: CoverInput): Generator<string> {
  yield `# ${title}\n`;
  for (const section of sectionsOf(input)) {
    yield `\n## ${section.title}\n\n`;
    if (section.rows !== undefined)
      yield `${table(
        ['What', 'Value'],
        section.rows.map(([name, value]) => [
          section.namedByOthers === true ? code(name) : name,
          code(value),
        ]),
      )}\n`;
    for (const sentence of section.sentences ?? []) yield `- ${prose(sentence, 600)}\n`;
  }
}

const style =
  'body{font:11pt/1.45 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}td{border-bottom:1px solid #ccc;padding:.25rem .5rem;vertical-align:top;overflow-wrap:anywhere}td:first-child{width:12rem}';

/** Nothing is loaded from anywhere, and nothing runs. */
function* html(input: CoverInput): Generator<string> {
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n<title>${title}</title>\n<style>${style}</style>\n</head>\n<body>\n<h1>${title}</h1>\n`;
  for (const section of sectionsOf(input)) {
    yield `<h2>${section.title}</h2>\n`;
    if (section.rows !== undefined) {
      yield '<table>\n';
      for (const [name, value] of section.rows)
        yield `<tr><td>${xmlText(name)}</td><td>${xmlText(value)}</td></tr>\n`;
      yield '</table>\n';
    }
    if (section.sentences !== undefined) {
      yield '<ul>\n';
      for (const sentence of section.sentences) yield `<li>${xmlText(sentence)}</li>\n`;
      yield '</ul>\n';
    }
  }
  yield '</body>\n</html>\n';
}

/** The first page of a pack: who, when, period, scope, method, limits, versions. */
export const coverFiles = (input: CoverInput): readonly ReportFile[] => [
  { name: 'cover.html', text: inPieces(() => html(input)) },
  { name: 'cover.md', text: inPieces(() => markdown(input)) },
];
