import type { Clause, PolicyDocument, PrincipalElement, Statement } from './document.ts';

/** A statement as JSON. */
export type WrittenStatement = Readonly<Record<string, unknown>>;

/** A policy document as JSON, as AWS takes it. */
export interface WrittenDocument {
  readonly Version: string;
  readonly Statement: readonly WrittenStatement[];
}

/** AWS takes a list of one as the one. */
export const oneOrMany = (values: readonly string[]): string | readonly string[] =>
  values.length === 1 ? values[0]! : values;

/** The texts of a member that is one or many. */
export const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');

const principalsOf = ({ everyone, aws, service, federated, canonicalUser }: PrincipalElement): unknown => {
  const own = [
    ['AWS', everyone ? [...aws, '*'] : aws],
    ['Service', service],
    ['Federated', federated],
    ['CanonicalUser', canonicalUser],
  ] as const;
  return Object.fromEntries(
    own.flatMap(([name, values]) => (values.length === 0 ? [] : [[name, oneOrMany(values)]])),
  );
};

/** What a third party and its customer agreed on is theirs: it stands in no report. */
const valuesOf = ({ key, values }: Clause): unknown =>
  key === 'sts:externalid' ? 'EXTERNAL_ID' : oneOrMany(values);

const conditionOf = (clauses: readonly Clause[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...Map.groupBy(clauses, ({ written }) => written)].map(([operator, own]) => [
      operator,
      Object.fromEntries(own.map((clause) => [clause.keyWritten, valuesOf(clause)])),
    ]),
  );

const statementOf = ({
  sid,
  allow,
  principals,
  actions,
  resources,
  notResource,
  conditions,
}: Statement): WrittenStatement => ({
  ...(sid === undefined ? {} : { Sid: sid }),
  Effect: allow ? 'Allow' : 'Deny',
  ...(principals === undefined
    ? {}
    : { [principals.not ? 'NotPrincipal' : 'Principal']: principalsOf(principals) }),
  [actions.not ? 'NotAction' : 'Action']: oneOrMany(actions.patterns),
  ...(resources.length === 0
    ? {}
    : { [notResource ? 'NotResource' : 'Resource']: oneOrMany(resources.map(({ text }) => text)) }),
  ...(conditions.length === 0 ? {} : { Condition: conditionOf(conditions) }),
});

/** A document as AWS takes it. Undefined: it was not read whole, and what was left out would be lost. */
export const writtenDocument = ({
  statements,
  variables,
  problems,
}: PolicyDocument): WrittenDocument | undefined =>
  problems.length > 0 || statements.length === 0
    ? undefined
    : { Version: variables ? '2012-10-17' : '2008-10-17', Statement: statements.map(statementOf) };
