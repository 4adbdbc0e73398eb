import type { Controls, OwaspRisk } from '../../src/model/finding.ts';
import type { FurtherControls } from '../../src/model/rule.ts';

/**
 * Control ids that a finding supports evidence for, by OWASP NHI 2025 risk. Ids only: the texts of CIS, ISO and PCI are
 * under copyright. Ids move between releases, so each framework is named with its release.
 *
 * NIST SP 800-53 r5: https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final
 * CSA CCM v4: https://cloudsecurityalliance.org/research/cloud-controls-matrix
 * PCI DSS: https://www.pcisecuritystandards.org/document_library/
 * ISO/IEC 27001:2022: https://www.iso.org/standard/27001
 * SOC 2: https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022
 */
const nist = 'NIST SP 800-53 r5';
const ccm = 'CSA CCM v4';
const pci = 'PCI DSS 4.0';
const iso = 'ISO/IEC 27001:2022';
const soc2 = 'SOC 2';

export const controlsByRisk: Readonly<Record<OwaspRisk, Controls>> = {
  'NHI1:2025': {
    [nist]: ['AC-2', 'AC-2(3)', 'PS-4', 'CM-8'],
    [ccm]: ['IAM-03', 'IAM-07'],
    [pci]: ['7.2.5.1'],
    [iso]: ['A.5.16', 'A.5.18'],
    [soc2]: ['CC6.2', 'CC6.3'],
  },
  'NHI2:2025': {
    [nist]: ['IA-5(7)', 'SC-12'],
    [ccm]: ['IAM-15'],
    [pci]: ['8.6.2'],
    [iso]: ['A.5.17', 'A.8.4'],
    [soc2]: ['CC6.1'],
  },
  'NHI3:2025': {
    [nist]: ['SA-9', 'SR-3', 'AC-6'],
    [pci]: ['7.2.4'],
    [iso]: ['A.5.19', 'A.5.23'],
  },
  'NHI4:2025': {
    [nist]: ['IA-3', 'IA-5(2)', 'IA-9'],
    [ccm]: ['IAM-14'],
    [pci]: ['8.2.2', '8.6.1'],
    [iso]: ['A.5.17', 'A.8.5'],
    [soc2]: ['CC6.1'],
  },
  'NHI5:2025': {
    [nist]: ['AC-2(6)', 'AC-2(7)', 'AC-3', 'AC-5', 'AC-6', 'AC-6(1)', 'AC-6(5)', 'AC-6(7)'],
    [ccm]: ['IAM-05', 'IAM-09', 'IAM-10'],
    [pci]: ['7.2.5'],
    [iso]: ['A.5.15', 'A.8.2'],
    [soc2]: ['CC6.3'],
  },
  'NHI6:2025': {
    [nist]: ['AC-3', 'CM-3', 'CM-5', 'IA-9'],
    [ccm]: ['IAM-16'],
    [pci]: ['7.2.5'],
    [iso]: ['A.8.9', 'A.8.25', 'A.8.32'],
    [soc2]: ['CC6.1'],
  },
  'NHI7:2025': {
    [nist]: ['IA-5', 'IA-5(13)', 'SC-12'],
    [ccm]: ['CEK-12', 'IAM-15'],
    [pci]: ['8.6.3'],
    [iso]: ['A.5.17', 'A.8.24'],
    [soc2]: ['CC6.1'],
  },
  'NHI8:2025': {
    [nist]: ['AC-6'],
    [iso]: ['A.8.31'],
    [soc2]: ['CC6.1', 'CC8.1'],
  },
  'NHI9:2025': {
    [nist]: ['AC-2(9)', 'IA-4', 'IA-5(8)'],
    [ccm]: ['IAM-13'],
    [pci]: ['8.2.2'],
    [iso]: ['A.5.16'],
    [soc2]: ['CC6.1'],
  },
  'NHI10:2025': {
    [nist]: ['AC-2(9)', 'AC-2(12)', 'AU-6', 'IA-2'],
    [ccm]: ['IAM-13', 'LOG-03'],
    [pci]: ['8.6.1'],
    [iso]: ['A.5.16', 'A.8.15'],
    [soc2]: ['CC6.1', 'CC7.2'],
  },
};

/** CIS Amazon Web Services Foundations Benchmark: https://www.cisecurity.org/benchmark/amazon_web_services */
const cisAws = 'CIS AWS Foundations v7.0';

/** NIST AI RMF 1.0: https://airc.nist.gov/airmf-resources/airmf/5-sec-core/ */
const aiRmf = 'NIST AI RMF 1.0';

/** MAESTRO has layers and no control ids: https://cloudsecurityalliance.org/blog/2025/02/06/agentic-ai-threat-modeling-framework-maestro */
const maestro = 'CSA MAESTRO layer';

/** What is added to a finding for the identity it is about. */
export const furtherControls: readonly FurtherControls[] = [
  {
    title: 'AWS identities',
    appliesTo: (identity) => identity.provider === 'aws',
    byRisk: {
      'NHI1:2025': { [cisAws]: ['2.11'] },
      'NHI3:2025': { [cisAws]: ['2.18', '2.21'] },
      'NHI4:2025': { [cisAws]: ['2.16', '2.19'] },
      'NHI5:2025': { [cisAws]: ['2.13', '2.14', '2.20'] },
      'NHI6:2025': { [cisAws]: ['2.21'] },
      'NHI7:2025': { [cisAws]: ['2.12'] },
      'NHI8:2025': { [cisAws]: ['2.1.3', '2.1.4'] },
    },
  },
  {
    title: 'AI agents',
    // A plain CI key is not an AI system: mapping one to these would be padding.
    appliesTo: (identity) => identity.agent,
    byRisk: {
      'NHI1:2025': { [aiRmf]: ['GOVERN 1.6', 'GOVERN 1.7', 'MANAGE 2.4', 'MANAGE 4.1'], [maestro]: ['L6'] },
      'NHI2:2025': { [aiRmf]: ['MEASURE 2.7'], [maestro]: ['L2', 'L4', 'L6'] },
      'NHI3:2025': { [aiRmf]: ['GOVERN 6.1', 'MANAGE 3.1', 'MAP 4.1'], [maestro]: ['L3', 'L7'] },
      'NHI4:2025': { [aiRmf]: ['MEASURE 2.7'], [maestro]: ['L4', 'L6'] },
      'NHI5:2025': {
        [aiRmf]: ['MANAGE 1.2', 'MANAGE 1.3', 'MAP 3.3', 'MAP 3.5'],
        [maestro]: ['L3', 'L6'],
      },
      'NHI6:2025': { [aiRmf]: ['MEASURE 2.7'], [maestro]: ['L4'] },
      'NHI7:2025': { [aiRmf]: ['MEASURE 2.7'], [maestro]: ['L6'] },
      'NHI8:2025': { [aiRmf]: ['MAP 4.2'], [maestro]: ['L4'] },
      'NHI9:2025': { [aiRmf]: ['MEASURE 2.8'], [maestro]: ['L3', 'L6'] },
      'NHI10:2025': { [aiRmf]: ['MEASURE 2.4', 'MEASURE 2.8'], [maestro]: ['L5', 'L6'] },
    },
  },
];

/** The controls of all risks together, ids sorted and each once. */
export const controlsOf = (risks: readonly OwaspRisk[]): Controls => {
  const merged: Record<string, string[]> = {};
  for (const risk of risks) {
    for (const [framework, ids] of Object.entries(controlsByRisk[risk])) {
      merged[framework] = [...new Set([...(merged[framework] ?? []), ...ids])].sort();
    }
  }
  return merged;
};
