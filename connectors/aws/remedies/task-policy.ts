import type { Identity } from '../../../src/model/identity.ts';
import { endTime } from '../../../src/model/remedy.ts';
import type { WrittenDocument } from '../policy/written.ts';

/** What a role or user is known to have used: actions where the scan asked for them, else whole services. */
export const usedActions = ({ actionsLastUsed = {}, serviceLastUsed = {} }: Identity): readonly string[] => {
  const used = (table: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(table).flatMap(([name, time]) => (time === 'never' ? [] : [name]));
  const actions = used(actionsLastUsed);
  const told = new Set(actions.map((action) => action.slice(0, action.indexOf(':'))));
  // Of most services AWS tells only that they were used.
  const services = used(serviceLastUsed).filter((service) => !told.has(service));
  return [...actions, ...services.map((service) => `${service}:*`)].sort();
};

/**
 * A policy for one task that expires.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws-dates.html
 */
export const taskPolicy = (identity: Identity): WrittenDocument => {
  const actions = usedActions(identity);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: actions.length === 0 ? 'ACTIONS_OF_THE_TASK' : actions,
        Resource: 'RESOURCES_OF_THE_TASK',
        Condition: { DateLessThan: { 'aws:CurrentTime': endTime } },
      },
    ],
  };
};
