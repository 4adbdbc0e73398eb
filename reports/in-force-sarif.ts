import { hash } from 'node:crypto';
import type { InForce } from '../src/model/in-force.ts';
import { loosenedSeverity } from '../src/model/in-force.ts';
import {
  inForceRecord,
  inForceSentences,
  loosenedRemedy,
  loosenedTitle,
  loosenedWords,
  type Named,
} from './in-force.ts';
import { bounded } from './inert-text.ts';
import {
  fingerprints,
  type SarifNotification,
  type SarifResult,
  type SarifRule,
  sarifLevel,
  sarifLimits,
  sarifLocation,
  sarifNotification,
  sarifText,
  securitySeverity,
} from './sarif-log.ts';

/** Configuration and exceptions in force, as a run of SARIF has them: notes, and a result where one loosens unasked. */

const ruleId = 'loosened-configuration';

const rule: SarifRule = {
  id: ruleId,
  shortDescription: { text: loosenedTitle },
  fullDescription: { text: loosenedTitle },
  help: { text: loosenedRemedy, markdown: loosenedRemedy },
  defaultConfiguration: { level: sarifLevel(loosenedSeverity) },
  properties: {
    tags: ['security', 'non-human-identity'],
    precision: 'high',
    'security-severity': securitySeverity(loosenedSeverity),
  },
};

const resultOf = (inForce: InForce, message: string, ruleIndex: number): SarifResult => {
  const file = inForce.files.find(({ role }) => role === 'configuration')!;
  const keys = inForce.deviations.map(({ key, value }) => `${key} ${value}`);
  return {
    ruleId,
    ruleIndex,
    level: sarifLevel(loosenedSeverity),
    message: { text: sarifText(`${message}. ${loosenedRemedy}`) },
    locations: [sarifLocation({ file: file.path, line: 1 })],
    partialFingerprints: fingerprints(
      hash('sha256', JSON.stringify([ruleId, file.path, keys]), 'hex').slice(0, 32),
    ),
    rank: 100,
    suppressions:
      inForce.loosenedUnasked === 'allowed'
        ? [{ kind: 'external', status: 'accepted', justification: 'Allowed by --allow-loosened-config' }]
        : [],
    properties: { severity: loosenedSeverity, deviations: inForce.deviations.length },
  };
};

export const inForceNotifications = (result: Named): readonly SarifNotification[] =>
  inForceSentences(result).map((text) => sarifNotification('note', 'in-force', text));

/** For the properties of a run: ids and values as a reader can see them. */
export const inForceProperties = (result: Named): object | null => {
  const record = inForceRecord(result);
  if (record === null) return null;
  const { files, deviations, ...verdict } = record;
  return {
    files: files.map((file) => ({ ...file, path: bounded(file.path, sarifLimits.message) })),
    deviations: deviations
      .slice(0, sarifLimits.notifications)
      .map(({ key, kind, value, standard, effect }) => ({
        key: bounded(key, sarifLimits.detail),
        kind: bounded(kind, sarifLimits.detail),
        value: bounded(value, sarifLimits.detail),
        standard: bounded(standard, sarifLimits.detail),
        effect,
      })),
    ...verdict,
  };
};

/** At most one, with its rule. @param ruleIndex where the rule will stand */
export const loosenedResults = (
  { inForce }: Named,
  ruleIndex: number,
): { readonly rules: readonly SarifRule[]; readonly results: readonly SarifResult[] } => {
  const message = loosenedWords({ inForce });
  return inForce === undefined || message === undefined
    ? { rules: [], results: [] }
    : { rules: [rule], results: [resultOf(inForce, message, ruleIndex)] };
};
