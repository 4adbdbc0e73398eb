import type { AccessAnswer, AccessQuestion } from '../model/access.ts';
import { InputError } from '../model/input-error.ts';

/** An estate that can be asked, and what its numbers are in the joined one. */
interface Asked {
  readonly ask: (question: AccessQuestion) => AccessAnswer;
  readonly identity: (index: number) => number;
  readonly scope: (index: number) => number;
  /** Of the takeover graph. */
  readonly node: (node: number) => number;
}

/** A question is about one provider: those that do not know its words are left out, unless nobody knows them. */
export const answerOfAll = (asked: readonly Asked[], question: AccessQuestion): AccessAnswer => {
  const problems: InputError[] = [];
  const answers = asked.flatMap(({ ask, identity, scope, node }) => {
    try {
      const answer = ask(question);
      return [
        {
          ...answer,
          identities: answer.identities.map((each) => ({ ...each, identity: identity(each.identity) })),
          scopes: answer.scopes.map(scope),
          states: (answer.states ?? []).map((each) => ({ ...each, node: node(each.node) })),
          lifting: (answer.lifting ?? []).map((each) => ({ ...each, identity: identity(each.identity) })),
        },
      ];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(error);
      return [];
    }
  });
  const [problem] = problems;
  if (answers.length === 0 && problem !== undefined) throw problem;
  return {
    privileges: [...new Set(answers.flatMap(({ privileges }) => privileges))].sort(),
    identities: answers.flatMap(({ identities }) => identities),
    scopes: answers.flatMap(({ scopes }) => scopes),
    states: answers.flatMap(({ states }) => states),
    lifting: answers.flatMap(({ lifting }) => lifting),
    notes: [...new Set(answers.flatMap(({ notes }) => notes))],
  };
};
