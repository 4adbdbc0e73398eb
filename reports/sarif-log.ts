import type { Severity } from '../src/model/finding.ts';
import { bounded, jsonText } from './inert-text.ts';

/**
 * SARIF 2.1.0 as GitHub code scanning reads it, shared by the report of a scan and that of the gate.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */

/** GitHub stores 5,000 results of a run and rejects files of more than 10 MB (gzip). */
export const sarifLimits = {
  results: 5_000,
  rules: 25_000,
  tagsPerRule: 20,
  stepsPerFlow: 20,
  notifications: 200,
  message: 600,
  detail: 300,
  /** Characters of results after which no more flows are added: a file of 10 MB when compressed is not reached. */
  charactersWithFlows: 20_000_000,
} as const;

export type SarifLevel = 'error' | 'warning' | 'note';

const levels: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
export const sarifLevel = (severity: Severity): SarifLevel => levels[severity];

/** GitHub: over 9.0 critical, 7.0 to 8.9 high, 4.0 to 6.9 medium, 0.1 to 3.9 low. */
const scores: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.1',
};
export const securitySeverity = (severity: Severity): string => scores[severity];

/**
 * A message of plain text. `[text](target)` is a link in it and `{0}` a placeholder (SARIF 3.11.5, 3.11.6): both are
 * taken apart.
 */
export const sarifText = (text: string, longest: number = sarifLimits.message): string => {
  const shown = bounded(text, longest)
    .replaceAll('](', ']\\(')
    .replace(/\{(\d+)\}/g, '{{$1}}');
  // GitHub takes no empty message.
  return shown.trim() === '' ? '-' : shown;
};

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: {
    readonly tags: readonly string[];
    readonly precision: 'high' | 'medium' | 'low';
    readonly 'security-severity': string;
  };
}

export interface SarifPlace {
  /** As the user wrote it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
  readonly logicalLocations?: readonly {
    readonly name: string;
    readonly fullyQualifiedName: string;
    readonly kind: string;
  }[];
  readonly message?: { readonly text: string };
}

const sourceRoot = '%SRCROOT%';

/** Characters that a path of a URI may hold as they are: RFC 3986, 3.3. */
const segment = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });

const drive = /^[A-Za-z]:\//;

/** A path as a URI: relative to the root of the repository, or absolute where the user wrote it so. */
export const artifactLocation = (path: string): { readonly uri: string; readonly uriBaseId?: string } => {
  const slashed = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const encoded = bounded(slashed, 1_000).split('/').map(segment).join('/');
  if (drive.test(slashed)) return { uri: `file:///${slashed.slice(0, 2)}${encoded.slice(4)}` };
  if (slashed.startsWith('/')) return { uri: `file:///${encoded.replace(/^\/+/, '')}` };
  return { uri: encoded === '' ? '.' : encoded, uriBaseId: sourceRoot };
};

export const sarifLocation = (
  { file, line }: SarifPlace,
  logical?: { readonly name: string; readonly fullyQualifiedName: string; readonly kind: string },
  message?: string,
): SarifLocation => ({
  physicalLocation: {
    artifactLocation: artifactLocation(file),
    // One column: GitHub wants all four, and what stands in the line is not known here.
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 },
  },
  ...(logical === undefined
    ? {}
    : {
        logicalLocations: [
          {
            name: bounded(logical.name, sarifLimits.detail),
            fullyQualifiedName: bounded(logical.fullyQualifiedName, sarifLimits.message),
            kind: logical.kind,
          },
        ],
      }),
  ...(message === undefined ? {} : { message: { text: sarifText(message) } }),
});

export interface SarifNotification {
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly descriptor?: { readonly id: string };
}

export const sarifNotification = (
  level: SarifLevel,
  id: NotificationKind,
  text: string,
): SarifNotification => ({
  level,
  message: { text: sarifText(text) },
  descriptor: { id },
});

/** No more of them than a reader can take in, and how many there were. */
export const boundedNotifications = (all: readonly SarifNotification[]): readonly SarifNotification[] => {
  const { notifications } = sarifLimits;
  if (all.length <= notifications) return all;
  const left = all.length - notifications;
  return [
    ...all.slice(0, notifications),
    sarifNotification('warning', 'left-out', `${left} more of such notes: see the JSON report`),
  ];
};

/** What a notification can be about. */
const notificationKinds = {
  coverage: 'Something could not be read',
  'not-assessed': 'A rule could not be judged',
  exception: 'Something about an exception',
  gap: 'A state that was compared is not whole',
  'not-read': 'Resources of a change are not evaluated',
  verdict: 'The verdict as a whole',
  'in-force': 'Configuration and exceptions in force',
  'left-out': 'Something is left out of this file',
} as const;
type NotificationKind = keyof typeof notificationKinds;

export interface SarifRun {
  readonly tool: { readonly name: string; readonly version: string };
  readonly rules: readonly SarifRule[];
  /** Category of code scanning, without a slash at its end. */
  readonly category: string;
  /** Whether a verdict could be reached at all. */
  readonly executionSuccessful: boolean;
  readonly exitCode?: number;
  readonly notifications: readonly SarifNotification[];
  /** ISO 8601, UTC: the clock of the facts. */
  readonly clock?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The document up to and without its results; the writer streams those. */
export const sarifRun = (run: SarifRun): object => ({
  tool: {
    driver: {
      name: run.tool.name,
      version: run.tool.version,
      semanticVersion: run.tool.version,
      rules: run.rules.slice(0, sarifLimits.rules),
      notifications: Object.entries(notificationKinds).map(([id, text]) => ({
        id,
        shortDescription: { text },
      })),
    },
  },
  automationDetails: { id: `${run.category}/` },
  columnKind: 'utf16CodeUnits',
  originalUriBaseIds: {
    [sourceRoot]: { description: { text: 'The folder that the files were named from' } },
  },
  invocations: [
    {
      executionSuccessful: run.executionSuccessful,
      ...(run.exitCode === undefined ? {} : { exitCode: run.exitCode }),
      ...(run.clock === undefined ? {} : { startTimeUtc: run.clock }),
      toolExecutionNotifications: boundedNotifications(run.notifications),
    },
  ],
  properties: run.properties,
});

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  /** GitHub compares `primaryLocationLineHash` and nothing else. */
  readonly partialFingerprints: {
    readonly primaryLocationLineHash: string;
    readonly 'nhiAudit/v1': string;
  };
  /** 0 to 100. */
  readonly rank: number;
  /** Against the run before. Absent: no history was asked. */
  readonly baselineState?: 'new' | 'unchanged' | 'absent';
  /** ISO 8601, UTC. */
  readonly provenance?: { readonly firstDetectionTimeUtc: string; readonly lastDetectionTimeUtc: string };
  /** Empty: known not to be suppressed. */
  readonly suppressions: readonly object[];
  readonly codeFlows?: readonly object[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export const fingerprints = (fingerprint: string): SarifResult['partialFingerprints'] => ({
  primaryLocationLineHash: fingerprint,
  'nhiAudit/v1': fingerprint,
});

/** A flow through takeover steps: one thread, each step a location with what is done there. */
export const sarifFlow = (steps: readonly SarifLocation[]): object => ({
  threadFlows: [
    {
      locations: steps
        .slice(0, sarifLimits.stepsPerFlow)
        .map((location, index) => ({ location, executionOrder: index + 1 })),
    },
  ],
});

/** The whole document: one run, one result a line. */
export function* sarifDocument(run: object, results: readonly string[]): Generator<string> {
  yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n`;
  yield `${jsonText(run).slice(0, -1)},"results":[`;
  let before = '\n';
  for (const result of results) {
    yield before + result;
    before = ',\n';
  }
  yield '\n]}]}\n';
}
