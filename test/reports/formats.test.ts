import { describe, expect, test } from 'vitest';
import { formatIds, loadFormat, printedFormatIds, reportFileNames } from '../../reports/formats.ts';
import { gateFormatIds } from '../../reports/gate/format-ids.ts';
import { gateFormats } from '../../reports/gate/index.ts';
import { reportFormats } from '../../reports/index.ts';
import { sampleGate } from './gate-sample.ts';
import { sampleResult } from './sample.ts';

const options = { width: 80, colour: false };

describe('what --format takes', () => {
  test('is every format of a scan that is a single file', () => {
    const single = reportFormats.filter(({ files }) => files(sampleResult(), options).length === 1);
    expect(printedFormatIds).toEqual(single.map(({ id }) => id));
  });

  test('is what a format calls itself', async () => {
    for (const id of formatIds) expect((await loadFormat(id)).id).toBe(id);
  });

  test('is every format of the gate', () => {
    expect(gateFormatIds).toEqual(gateFormats.map(({ id }) => id));
  });

  test('the names of files are those that are written', () => {
    expect(
      reportFormats.flatMap(({ files }) => files(sampleResult(), options).map(({ name }) => name)),
    ).toEqual(reportFileNames);
  });

  test('no two files of a folder have one name', () => {
    for (const names of [
      reportFormats.flatMap(({ files }) => files(sampleResult(), options).map(({ name }) => name)),
      gateFormats.flatMap(({ files }) => files(sampleGate(), options).map(({ name }) => name)),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
