import { connectors } from '../../connectors/index.ts';
import { fileHead } from '../../src/exports/file-head.ts';
import { remediesFor } from '../../src/pipeline/audit.ts';
import { interpretationsOf } from '../../src/pipeline/interpretations.ts';
import { openPlanReader, type PlanKnowledge } from '../../src/pipeline/plan-gate.ts';

/** What facts of all providers mean, and what each reads of plans: loaded once, for tests of what comes after. */
export const interpretations = await interpretationsOf(connectors.map(({ id }) => id));

export const remedies = remediesFor(interpretations);

export const planKnowledge: PlanKnowledge = {
  readers: await Promise.all(
    connectors.flatMap(({ plan }) => (plan === undefined ? [] : [openPlanReader(plan)])),
  ),
  interpretations,
};

const kinds = connectors.flatMap(({ files = [] }) => files);

/** Ids of the kinds of files that a beginning is recognised as. */
export const recognisedBy = (head: string): readonly string[] =>
  kinds.filter(({ recognises }) => recognises(fileHead(head))).map(({ id }) => id);

/** Whether it is recognised as what the format reads. */
export const recognises = ({ id }: { readonly id: string }, head: string): boolean =>
  recognisedBy(head).includes(id);
