import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../reports/csv.ts';
import { junitFormat } from '../../reports/junit.ts';
import { markdownFormat } from '../../reports/markdown.ts';
import { ocsfFormat } from '../../reports/ocsf.ts';
import { oscalFormat } from '../../reports/oscal.ts';
import type { ReportFormat } from '../../reports/report-format.ts';
import { sarifFormat, sarifHistoryFormat } from '../../reports/sarif.ts';
import type { FindingHistory } from '../../src/model/history.ts';
import type { AuditResult } from '../../src/model/report.ts';
import { readSarif } from './readers.ts';
import { sampleResult } from './sample.ts';

const written = ({ files }: ReportFormat, result: AuditResult, name?: string): string => {
  const all = files(result, { width: 80, colour: false });
  return [...(name === undefined ? all[0]! : all.find((each) => each.name === name)!).text].join('');
};

const plain = sampleResult();
const now = new Date(Date.parse(plain.estate.collectedAt)).toISOString();
const long: FindingHistory = {
  state: 'open',
  firstSeen: '2025-08-01T06:00:00.000Z',
  openSince: '2025-08-11T06:00:00.000Z',
  age: 21,
  due: '2025-08-31T06:00:00.000Z',
  overdue: true,
};
const back: FindingHistory = { ...long, state: 'reopened', openSince: now, age: 0, overdue: false };
const fresh: FindingHistory = { state: 'new', firstSeen: now, openSince: now, age: 0, overdue: false };
const [first, second, third, unknown] = plain.findings;
const told: AuditResult = {
  ...plain,
  history: {
    findings: new Map([
      [first!.fingerprint, long],
      [second!.fingerprint, back],
      [third!.fingerprint, fresh],
    ]),
    fixed: 7,
    unseen: 3,
  },
};

describe('the history of a finding', () => {
  test('SARIF for viewers: what is not found any more is absent, where it was; code scanning is not given it', () => {
    const ended = [
      { rule: first!.rule, fingerprint: 'e'.repeat(32) },
      { rule: 'a-rule-that-is-gone', fingerprint: 'f'.repeat(32) },
    ].map((each) => ({
      ...each,
      identity: first!.identity,
      scope: first!.scope,
      title: 'It was too wide',
      severity: 'high',
      state: 'fixed' as const,
      firstSeen: long.firstSeen,
      openSince: long.openSince,
      lastSeen: long.openSince,
      age: 3,
      overdue: false,
    }));
    const result = { ...told, history: { ...told.history!, ended } };
    const absentIn = (format: ReportFormat) => {
      const text = written(format, result);
      readSarif(text);
      const [run] = JSON.parse(text).runs;
      return run.results
        .filter(({ baselineState }: { readonly baselineState?: string }) => baselineState === 'absent')
        .map(
          ({
            ruleId,
            ruleIndex,
            message,
          }: {
            ruleId: string;
            ruleIndex: number;
            message: { text: string };
          }) => [ruleId === run.tool.driver.rules[ruleIndex].id, ruleId, message.text],
        );
    };
    expect(absentIn(sarifFormat)).toEqual([]);
    expect(absentIn(sarifHistoryFormat)).toEqual(
      ended.map(({ rule, identity }) => [
        true,
        rule,
        `Not found any more: It was too wide. Identity: ${identity}`,
      ]),
    );
  });

  test('SARIF: new against the scan before where it is new or back, else unchanged; what is absent is counted', () => {
    const text = written(sarifFormat, told);
    readSarif(text);
    const [run] = JSON.parse(text).runs;
    const of = (fingerprint: string) =>
      run.results.find(
        (each: { partialFingerprints: Record<string, string> }) =>
          each.partialFingerprints['nhiAudit/v1'] === fingerprint,
      );
    expect([first, second, third, unknown].map((each) => of(each!.fingerprint).baselineState)).toEqual([
      'unchanged',
      'new',
      'new',
      undefined,
    ]);
    expect(of(first!.fingerprint).provenance).toEqual({
      firstDetectionTimeUtc: long.firstSeen,
      lastDetectionTimeUtc: plain.estate.collectedAt,
    });
    expect(of(first!.fingerprint).properties).toMatchObject({ ...long });
    expect(run.properties.history).toEqual({ new: 2, unchanged: 1, absent: 7, unseen: 3, overdue: 1 });
  });

  test('SARIF, JUnit, Markdown, OCSF, OSCAL: nothing of it without a history', () => {
    for (const format of [sarifFormat, junitFormat, markdownFormat, ocsfFormat, oscalFormat])
      expect(written(format, plain)).not.toMatch(
        /baselineState|firstDetection|"history"|history:|History:|first.seen["']?:? ?"?2025-08|age.days/,
      );
  });

  test('JUnit and Markdown: since when, and until when', () => {
    const sentence =
      'open, since 2025-08-11 (21 days), first seen 2025-08-01, to be fixed by 2025-08-31: overdue';
    expect(written(junitFormat, told)).toContain(sentence);
    const summary = written(markdownFormat, told);
    expect(summary).toContain('1 new, 1 reopened, 7 fixed since the scan before');
    expect(summary.replaceAll('`', '')).toContain('History: open, since 2025-08-11');
  });

  test('OCSF: an update where it was known, with when it was first seen', () => {
    const events = written(ocsfFormat, told)
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each));
    const of = (fingerprint: string) => events.find(({ finding_info: { uid } }) => uid === fingerprint);
    expect(of(first!.fingerprint)).toMatchObject({
      activity_id: 2,
      activity_name: 'Update',
      type_uid: 200802,
      type_name: 'IAM Analysis Finding: Update',
      finding_info: { first_seen_time: Date.parse(long.firstSeen) },
      unmapped: { state: 'open', open_since: long.openSince, age_days: 21, due: long.due, overdue: true },
    });
    for (const each of [second, third, unknown])
      expect(of(each!.fingerprint)).toMatchObject({ activity_id: 1, type_uid: 200801 });
  });

  test('OSCAL: properties of its risk', () => {
    const { risks } = JSON.parse(written(oscalFormat, told))['assessment-results'].results[0];
    const properties = risks
      .flatMap(({ props = [] }: { props?: { name: string; value: string }[] }) => props)
      .filter(({ name }: { name: string }) => name === 'first-seen' || name === 'age-days')
      .map(({ value }: { value: string }) => value);
    expect(properties.toSorted()).toEqual([now, long.firstSeen, long.firstSeen, '0', '0', '21'].toSorted());
  });

  test('CSV: a column for each', () => {
    const [header, ...rows] = written(csvFormat, told, 'findings.csv').split('\r\n');
    expect(header).toMatch(/"state","first_seen","age","due","overdue","open_since"$/);
    expect(rows.filter((row) => row.endsWith(`"${long.openSince}"`)).length).toBe(1);
  });
});
