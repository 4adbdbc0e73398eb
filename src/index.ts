/**
 * nhi-audit as a library: open sources, gather facts, audit them, print the result.
 *
 *     const facts = await gather([fileSource('account.json')]);
 *     const result = audit(facts, defaultSettings);
 */
export type { Connector } from '../connectors/connector.ts';
export { connectors } from '../connectors/index.ts';
export type { ReportFormat, TextOptions } from '../reports/index.ts';
export { explain, reportFormats } from '../reports/index.ts';
export { rules } from '../rules/index.ts';
export type { Coverage } from './model/coverage.ts';
export type { Estate } from './model/estate.ts';
export type { Evidence } from './model/evidence.ts';
export type { Finding, PathStep, Severity } from './model/finding.ts';
export type { Identity } from './model/identity.ts';
export { InputError } from './model/input-error.ts';
export type { BlastRadius, Reach } from './model/reach.ts';
export type { AuditResult, ReportFile } from './model/report.ts';
export type { Rule } from './model/rule.ts';
export { defaultSettings, type Settings } from './model/settings.ts';
export { settingsSchema } from './model/settings-schema.ts';
export type { SnapshotRecord } from './model/snapshot.ts';
export { audit } from './pipeline/audit.ts';
export { type Facts, gather, type Source } from './pipeline/facts.ts';
export { fileSource, snapshotSource } from './pipeline/file-source.ts';
export { liveSource } from './pipeline/live-source.ts';
