import { type Expression, expressionOf } from './expression-tree.ts';
import { isOfOutsiders } from './foreign-code.ts';

/**
 * What the conditions of jobs and steps are worth against outsiders who start them.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
 */
export type Guard =
  /** Lets outsiders through, or says nothing about them. */
  | 'open'
  /** Asks for something that outsiders can bring about. */
  | 'spoofable'
  /** Asks for something that only GitHub or somebody inside can set. */
  | 'firm';

/** `github.event.pull_request.user.login`, lower case; undefined: no plain path. */
const pathOf = (expression: Expression): string | undefined => {
  if (expression.is === 'context') return expression.name;
  if (expression.is !== 'member' || expression.key.is !== 'literal') return undefined;
  const of = pathOf(expression.of);
  return of === undefined ? undefined : `${of}.${String(expression.key.value).toLowerCase()}`;
};

/**
 * Who acted last on it: a bot does so on a pull request of a stranger when it is asked to.
 * https://docs.github.com/en/actions/reference/security/secure-use
 */
const lastActors: ReadonlySet<string> = new Set([
  'github.actor',
  'github.triggering_actor',
  'github.event.sender.login',
  'github.event.workflow_run.actor.login',
  'github.event.workflow_run.triggering_actor.login',
]);

/** Names that whoever makes a commit or a branch chooses. */
const chosenNames: ReadonlySet<string> = new Set([
  'github.head_ref',
  'github.event.pull_request.head.ref',
  'github.event.workflow_run.head_branch',
  'github.event.workflow_run.head_commit.author.name',
  'github.event.workflow_run.head_commit.author.email',
  'github.event.workflow_run.head_commit.committer.name',
]);

const firmPaths =
  /\.(?:author_association|head\.repo\.(?:full_name|fork|owner\.login|id)|head_repository\.(?:full_name|fork|owner\.login|id)|user\.(?:login|id|type))$|^github\.(?:actor_id|repository_owner_id)$/;

const textsOf = (expression: Expression): string =>
  expression.is === 'literal'
    ? String(expression.value)
    : expression.is === 'call'
      ? expression.given.map(textsOf).join(' ')
      : '';

const namesBot = (text: string): boolean => /\[bot\]|\b(?:dependabot|renovate|github-actions)\b/i.test(text);

/** What a question about a field is worth, put to one value or to several. */
const worthOf = (path: string, asked: string): Guard => {
  if (firmPaths.test(path)) return 'firm';
  if (lastActors.has(path)) return namesBot(asked) ? 'spoofable' : 'firm';
  return chosenNames.has(path) ? 'spoofable' : 'open';
};

const equality = (one: Expression, other: Expression): Guard => {
  const [path, asked] =
    pathOf(one) === undefined ? [pathOf(other), textsOf(one)] : [pathOf(one), textsOf(other)];
  if (path === undefined) return 'open';
  // Another event: none that outsiders cause with privileges.
  if (path === 'github.event_name' || path === 'github.event.workflow_run.event')
    return isOfOutsiders(asked) || asked.startsWith('pull_request') ? 'open' : 'firm';
  return worthOf(path, asked);
};

/** Of two that must both hold the better one counts. */
const rank: Readonly<Record<Guard, number>> = { open: 0, spoofable: 1, firm: 2 };
const better = (one: Guard, other: Guard): Guard => (rank[one] >= rank[other] ? one : other);
const worse = (one: Guard, other: Guard): Guard => (rank[one] <= rank[other] ? one : other);

const guardIn = (expression: Expression): Guard => {
  switch (expression.is) {
    case 'both': {
      const { by, left, right } = expression;
      if (by === '&&') return better(guardIn(left), guardIn(right));
      if (by === '||') return worse(guardIn(left), guardIn(right));
      return by === '==' ? equality(left, right) : unequal(by, left, right);
    }
    case 'call': {
      if (!['contains', 'startswith', 'endswith'].includes(expression.name)) return 'open';
      const path = expression.given.map(pathOf).find((each) => each !== undefined);
      return path === undefined ? 'open' : worthOf(path, textsOf(expression));
    }
    case 'not':
      return /\.fork$/.test(pathOf(expression.of) ?? '') ? 'firm' : 'open';
    default:
      return 'open';
  }
};

/** That something is not so keeps out what is named, and lets all others in. */
const unequal = (by: string, left: Expression, right: Expression): Guard =>
  by === '!=' && [left, right].some((each) => /\.fork$/.test(pathOf(each) ?? '')) ? 'firm' : 'open';

/** @param condition as it is written at `if`, with or without `${{ }}`; undefined: there is none */
export const guardOf = (condition: string | undefined): Guard => {
  if (condition === undefined) return 'open';
  const inner = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(condition)?.[1] ?? condition;
  const expression = inner.includes('${{') ? undefined : expressionOf(inner);
  return expression === undefined ? 'open' : guardIn(expression);
};
