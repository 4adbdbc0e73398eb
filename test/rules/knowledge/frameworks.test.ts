import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectors } from '../../../connectors/index.ts';
import { furtherControls, rules } from '../../../rules/index.ts';
import { invalidException } from '../../../rules/invalid-exception.ts';
import { controlsByRisk } from '../../../rules/knowledge/controls.ts';
import { frameworks } from '../../../rules/knowledge/frameworks/index.ts';
import type { Controls } from '../../../src/model/finding.ts';
import { owaspRisks } from '../../../src/model/finding.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'rules', 'knowledge', 'frameworks');
const idsOf = new Map(frameworks.map(({ name, controls }) => [name, new Set(controls.map(({ id }) => id))]));

/** Ids that are named and that the data does not have. */
const unknownIn = (controls: Controls): readonly string[] =>
  Object.entries(controls).flatMap(([name, ids]) =>
    ids.filter((id) => idsOf.get(name)?.has(id) !== true).map((id) => `${name} ${id}`),
  );

test('every file is listed, under the id of its framework, once', () => {
  const files = readdirSync(folder).filter((name) => !['index.ts', 'scopes.ts'].includes(name));
  expect(frameworks.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  expect(idsOf.size).toBe(frameworks.length);
});

describe.each(frameworks.map((framework) => [framework.name, framework] as const))('%s', (_, framework) => {
  const { controls, byRisk, byRule = {} } = framework;
  const { notByRule = {}, focus = {} } = framework;
  const mapped = [
    ...Object.values(byRisk).flat(),
    ...Object.values(byRule).flat(),
    ...Object.values(notByRule).flat(),
    ...Object.keys(focus),
  ];

  test('names its release and the page of its publisher', () => {
    expect(framework.version).toMatch(/\d/);
    expect(new URL(framework.source).protocol).toBe('https:');
  });

  test('has each control once, with a few words', () => {
    expect(new Set(controls.map(({ id }) => id)).size).toBe(controls.length);
    for (const { about } of controls) expect(about.length).toBeLessThan(80);
  });

  test('is mapped to controls that it has, from risks and rules that there are', () => {
    const ids = new Set(controls.map(({ id }) => id));
    expect(mapped.filter((id) => !ids.has(id))).toEqual([]);
    expect(Object.keys(byRisk).filter((risk) => !Object.hasOwn(owaspRisks, risk))).toEqual([]);
    const ruleIds = new Set(rules.map(({ id }) => id));
    expect(Object.keys(byRule).filter((rule) => !ruleIds.has(rule))).toEqual([]);
    expect(mapped.length).toBeGreaterThan(0);
  });

  test('nowhere says that something is met', () => {
    const words = [framework.title, ...controls.map(({ about }) => about)].join('\n');
    expect(words).not.toMatch(/\bpass(es|ed)?\b|\bcompl(y|ies|iant|iance)\b|\bsatisf/i);
  });
});

test('what findings name, the data has', () => {
  expect(rules.flatMap(({ controls }) => unknownIn(controls))).toEqual([]);
  const further = furtherControls.flatMap(({ byRisk, byRule = {} }) => [
    ...Object.values(byRisk),
    ...Object.values(byRule),
  ]);
  expect(further.flatMap(unknownIn)).toEqual([]);
});

test('a CIS benchmark is mapped by rule: its checks are about one setting each', () => {
  for (const { name, byRisk, byRule } of frameworks.filter((each) => each.name.startsWith('CIS '))) {
    expect([name, Object.keys(byRisk)]).toEqual([name, []]);
    expect(byRule).toBeDefined();
  }
});

test('frameworks for AI are for agents only, those of a provider for its identities', () => {
  const everywhere = Object.keys(Object.assign({}, ...Object.values(controlsByRisk))).sort();
  expect(everywhere).toEqual([
    'CSA CCM v4.0',
    'CSA CCM v4.1',
    'ISO/IEC 27001:2022',
    'NIST CSF 2.0',
    'NIST SP 800-53 r5',
    'PCI DSS 4.0.1',
    'SOC 2',
  ]);
  const titles = furtherControls.map(({ title }) => title);
  expect(titles.sort()).toEqual([
    'AI agents',
    'AI agents at GitHub',
    'AWS identities',
    'Azure identities',
    'GitHub identities',
    'Google Cloud identities',
    'all identities',
  ]);
});

test('nothing is claimed that rests on logs, on who left or on devices: no rule reads these', () => {
  const claimed = new Set(
    frameworks.flatMap(({ name, byRisk, byRule = {} }) =>
      [...Object.values(byRisk), ...Object.values(byRule)].flat().map((id) => `${name} ${id}`),
    ),
  );
  for (const id of [
    'NIST SP 800-53 r5 AU-6',
    'NIST SP 800-53 r5 AC-2(12)',
    'NIST SP 800-53 r5 PS-4',
    'NIST SP 800-53 r5 IA-3',
    'ISO/IEC 27001:2022 A.8.15',
    'SOC 2 CC7.2',
    'CSA CCM v4.0 LOG-03',
    'CSA CCM v4.1 LOG-03',
    'NIST AI RMF 1.0 MEASURE 2.4',
  ])
    expect(claimed).not.toContain(id);
});

test('CCM 4.1 has what 4.0 has: only IAM-12 went, and IVS is called I&S', () => {
  const [v40, v41] = ['csa-ccm-v4-0', 'csa-ccm-v4-1'].map((id) => frameworks.find((each) => each.id === id)!);
  const sure = (mapped: Readonly<Record<string, readonly string[]>> = {}) =>
    Object.fromEntries(
      Object.entries(mapped)
        .map(([key, ids]) => [key, ids.map((id) => id.replace('IVS-', 'I&S-'))])
        .filter(([, ids]) => ids!.length > 0),
    );
  expect(v41!.controls.map(({ id }) => id)).not.toContain('IAM-12');
  expect(v41!.byRisk).toEqual(sure(v40!.byRisk));
  expect(v41!.byRule).toEqual(sure(v40!.byRule));
});

test('federation stands against IA-13, and third parties against CC9.2 and CC6.6', () => {
  const nist = frameworks.find(({ id }) => id === 'nist-sp-800-53-r5')!;
  for (const rule of ['federated-trust-too-wide', 'federated-trust-by-name'])
    expect(nist.byRule?.[rule]).toContain('IA-13');
  expect(controlsByRisk['NHI3:2025']['SOC 2']).toEqual(['CC6.6', 'CC9.2']);
  expect(controlsByRisk['NHI8:2025']).toMatchObject({
    'PCI DSS 4.0.1': ['6.5.3'],
    'CSA CCM v4.0': ['IVS-05'],
    'CSA CCM v4.1': ['I&S-05'],
  });
});

test('the benchmarks of a provider are those that its connector lists', () => {
  for (const { id, benchmarks = [] } of connectors) {
    const about = frameworks.filter(({ scope }) => scope.providers?.includes(id) === true);
    expect(about.map((framework) => framework.id)).toEqual(benchmarks);
  }
});

test.each([
  ['PCI DSS 4.0.1', '7.2.5.1', '7.2.5'],
  ['CSA AICM 1.0', 'IAM-08', 'IAM-03'],
  ['CSA CCM v4.0', 'IAM-08', 'IAM-07'],
  ['CSA CCM v4.1', 'IAM-08', 'IAM-07'],
  ['CIS Controls v8.1', '6.1', '6.8'],
  ['CIS Controls v8.1', '6.2', '6.8'],
  ['CIS Azure Foundations v6.0', '5.3.4', '5.4'],
  ['CIS Azure Foundations v6.0', '5.3.7', '5.4'],
])('%s: %s, which people do by a process, is not claimed, and %s is', (name, process, shown) => {
  expect(idsOf.get(name)?.has(process)).toBe(false);
  expect(idsOf.get(name)?.has(shown)).toBe(true);
});

test.each([
  ['invalid-exception', 'NIST SP 800-53 r5', ['AC-2', 'AC-2(3)']],
  ['invalid-exception', 'SOC 2', ['CC6.2', 'CC6.3']],
  ['no-owner', 'NIST SP 800-53 r5', ['AC-2(3)']],
  ['two-active-keys', 'PCI DSS 4.0.1', ['8.2.2']],
  ['two-active-keys', 'NIST SP 800-53 r5', ['AC-2(9)']],
  ['host-open-to-outsiders', 'PCI DSS 4.0.1', ['6.5.3']],
])('%s does not stand against %s %j', (id, framework, not) => {
  const { controls } = [...rules, invalidException].find((each) => each.id === id)!;
  expect(not.filter((each) => controls[framework]?.includes(each))).toEqual([]);
});
