import type { Clause, PolicyDocument, PrincipalElement, Statement } from './document.ts';

/**
 * Whether a text says what a compiled document says, without compiling it: exports repeat a few trust policies ten thousand
 * times. Only documents as AWS stores them are compared; of any other the answer is no, whatever it says.
 */
type Raw = Readonly<Record<string, unknown>>;

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text, or a list of texts. */
const isTexts = (value: unknown, texts: readonly string[]): boolean => {
  if (typeof value === 'string') return texts.length === 1 && texts[0] === value;
  if (!Array.isArray(value) || value.length !== texts.length) return false;
  for (let k = 0; k < texts.length; k += 1) if (value[k] !== texts[k]) return false;
  return true;
};

const principalKinds = { AWS: 'aws', Service: 'service', Federated: 'federated' } as const;

const named = ({ aws, service, federated, canonicalUser }: PrincipalElement): number =>
  aws.length + service.length + federated.length + canonicalUser.length;

const isPrincipal = (value: unknown, principals: PrincipalElement | undefined): boolean => {
  if (value === undefined) return principals === undefined;
  if (value === '*') return principals?.everyone === true && !principals.not && named(principals) === 0;
  if (!isRaw(value) || principals === undefined || principals.not || principals.everyone) return false;
  let texts = 0;
  for (const kind in value) {
    if (!Object.hasOwn(principalKinds, kind)) return false;
    const list = principals[principalKinds[kind as keyof typeof principalKinds]];
    if (!isTexts(value[kind], list)) return false;
    texts += list.length;
  }
  return texts === named(principals);
};

const areConditions = (value: unknown, clauses: readonly Clause[]): boolean => {
  if (value === undefined) return clauses.length === 0;
  if (!isRaw(value)) return false;
  let count = 0;
  for (const operator in value) {
    const block = value[operator];
    if (!isRaw(block)) return false;
    for (const key in block) {
      const clause = clauses[count];
      count += 1;
      if (clause?.written !== operator || clause.keyWritten !== key || !isTexts(block[key], clause.values))
        return false;
    }
  }
  return count === clauses.length;
};

const elements: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

const areResources = (value: unknown, { resources }: Statement): boolean => {
  if (value === undefined) return resources.length === 0;
  if (typeof value === 'string') return resources.length === 1 && resources[0]!.text === value;
  if (!Array.isArray(value) || value.length !== resources.length) return false;
  for (let k = 0; k < resources.length; k += 1) if (value[k] !== resources[k]!.text) return false;
  return true;
};

const isStatement = (value: unknown, statement: Statement): boolean => {
  if (!isRaw(value)) return false;
  for (const name in value) if (!elements.has(name)) return false;
  const { Effect, Sid = '', Action, NotAction, Resource, NotResource } = value;
  if ((Action === undefined) !== statement.actions.not || (Action !== undefined && NotAction !== undefined))
    return false;
  if (NotResource !== undefined && Resource !== undefined) return false;
  return (
    Effect === (statement.allow ? 'Allow' : 'Deny') &&
    Sid === (statement.sid ?? '') &&
    (NotResource !== undefined) === statement.notResource &&
    isTexts(Action ?? NotAction, statement.actions.patterns) &&
    areResources(Resource ?? NotResource, statement) &&
    isPrincipal(value.Principal, statement.principals) &&
    areConditions(value.Condition, statement.conditions)
  );
};

export const saysSame = (raw: unknown, document: PolicyDocument): boolean => {
  if (!isRaw(raw) || document.problems.length > 0) return false;
  if ((raw.Version === '2012-10-17') !== document.variables) return false;
  const { statements, single } = document;
  if (!Array.isArray(raw.Statement))
    return single && statements.length === 1 && isStatement(raw.Statement, statements[0]!);
  if (single || raw.Statement.length !== statements.length) return false;
  for (let k = 0; k < statements.length; k += 1)
    if (!isStatement(raw.Statement[k], statements[k]!)) return false;
  return true;
};

const firstText = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
};

/**
 * A text of the document that others seldom have: the same for all documents that say the same. `undefined`: there is none
 * to be found at once.
 */
export const markOf = (raw: unknown): string | undefined => {
  const list = isRaw(raw) ? raw.Statement : undefined;
  const statement: unknown = Array.isArray(list) ? list[0] : list;
  if (!isRaw(statement)) return undefined;
  const { Resource, Principal } = statement;
  if (Resource !== undefined) return firstText(Resource);
  if (!isRaw(Principal)) return undefined;
  return firstText(Principal.Service ?? Principal.AWS ?? Principal.Federated);
};
