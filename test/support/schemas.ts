import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { once } from './once.ts';

/** Published schemas of others: `test/fixtures/schemas/README.md`. */
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/schemas/${name}`, import.meta.url), 'utf8'));

const asObject = (value: unknown): Record<string, unknown> => value as Record<string, unknown>;

/** Names of schemas are not looked up anywhere: those that are no address of a schema are taken out. */
const withoutInnerIds = (value: unknown, top = true): unknown => {
  if (Array.isArray(value)) return value.map((item) => withoutInnerIds(item, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => top || key !== '$id' || typeof item !== 'string')
      .map(([key, item]) => [key, withoutInnerIds(item, false)]),
  );
};

const options = { strict: false, allErrors: false } as const;

/** SARIF 2.1.0; the schema is of draft 4, which differs from draft 7 in nothing that it uses but `id`. */
export const sarifValidator = once((): ValidateFunction => {
  const { id: _, $schema: __, ...schema } = asObject(read('sarif/sarif-2.1.0-rtm.5.json'));
  // A pattern of the schema is none of those that the stricter flag `u` takes.
  const ajv = new Ajv({ ...options, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
});

export const oscalValidator = once((): ValidateFunction => {
  const ajv = new Ajv(options);
  addFormats.default(ajv);
  return ajv.compile(asObject(withoutInnerIds(read('oscal/oscal_assessment-results_schema.json'))));
});

/** By name of the class: `iam_analysis_finding`, `compliance_finding`. */
export const ocsfValidators = once((): Readonly<Record<2003 | 2008, ValidateFunction>> => {
  const ajv = new Ajv2020(options);
  ajv.addSchema(asObject(read('ocsf/ocsf-1.6.0.json')), 'ocsf');
  const of = (name: string): ValidateFunction => ajv.getSchema(`ocsf#/$defs/${name}`)!;
  return { 2003: of('compliance_finding'), 2008: of('iam_analysis_finding') };
});
