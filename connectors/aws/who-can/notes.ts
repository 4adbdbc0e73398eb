import type { WhoCanFacts } from './asking.ts';
import type { Asked } from './question.ts';
import { policyOn } from './resource.ts';

interface Note {
  readonly applies: (facts: WhoCanFacts, services: ReadonlySet<string>, asked: Asked) => boolean;
  readonly says: string;
}

/** IAM's resources have no policies of their own, save the trust policies of roles, which are read. */
const withoutPolicies = new Set(['iam', 'organizations', 'account']);

const federated = /^sts:assumerolewith(saml|webidentity)$/;

const notes: readonly Note[] = [
  {
    applies: ({ inventory }, services, asked) =>
      policyOn(inventory, asked) === undefined &&
      ([...services].some((service) => !withoutPolicies.has(service) && service !== 'sts') ||
        (services.has('sts') && asked.actions.some(({ lower }) => lower !== 'sts:assumerole'))),
    says: 'Policies of resources (of buckets, keys, queues, functions and the like) count only for one resource at a time, named with --on, whose policy the snapshot has: elsewhere they can let in more identities, and they can deny.',
  },
  {
    applies: ({ inventory }, services, asked) =>
      services.has('kms') && policyOn(inventory, asked) === undefined,
    says: 'A key of KMS has a key policy, which is not in the snapshot: without its consent, policies of identities allow nothing on the key.',
  },
  {
    applies: (_facts, _services, asked) =>
      asked.actions.some(({ lower }) => lower === 'sts:assumerole') && !asked.exact,
    says: "The role's trust policy has to let the identity in as well: name one role with --on to have it counted.",
  },
  {
    applies: (_facts, _services, asked) => asked.actions.some(({ lower }) => federated.test(lower)),
    says: "Who comes by federation needs no permission of its own: the role's trust policy says who it is (nhi-audit explain <role>).",
  },
  {
    applies: ({ inventory }) => inventory.organizations.size === 0,
    says: 'The organisation and its policies are not in the snapshot: a service or resource control policy could stop any of these.',
  },
];

/** What an answer leaves out for this question, one sentence each. */
export const notesOf = (facts: WhoCanFacts, asked: Asked): readonly string[] => {
  const services = new Set(asked.actions.map(({ service }) => service));
  return notes.filter(({ applies }) => applies(facts, services, asked)).map(({ says }) => says);
};
