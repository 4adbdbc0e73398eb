import type { ClaimOffer, TokenOffer } from '../../../src/model/federation.ts';
import type { GitHubInventory } from '../facts/inventory.ts';
import { claimsOf, issuerOf, offered, type SubjectForm, subjectFormOf, subjectOf } from './subjects.ts';

/** In which context of a repository a token is given: `ref:refs/heads/main`, and the claims that go with it. */
export interface Context {
  readonly context: string;
  readonly claims: Readonly<Record<string, string>>;
}

/** Makes the offer of a token of a repository, in one context. */
export type OfferOf = (
  node: number,
  repository: string,
  context: Context,
  further?: Readonly<Record<string, string>>,
  except?: readonly Context[],
  assumes?: readonly string[],
) => TokenOffer;

/** Offers of tokens, by the form that subjects have in each repository. */
export const createOffers = (inventory: GitHubInventory): OfferOf => {
  const forms = new Map<string, SubjectForm>();
  const formOf = (name: string): SubjectForm => {
    let form = forms.get(name);
    if (form === undefined) {
      form = subjectFormOf(inventory, name);
      forms.set(name, form);
    }
    return form;
  };
  return (node, name, { context, claims }, further = {}, except = [], assumes = []) => {
    const all = { ...claimsOf(inventory, name), ...claims, ...further };
    const subject: ClaimOffer = {
      like: [subjectOf(formOf(name), context, all)],
      ...(except.length === 0
        ? {}
        : {
            except: except.map((each) => subjectOf(formOf(name), each.context, { ...all, ...each.claims })),
          }),
    };
    // A protected branch cannot be had by its claim either.
    const refs = except.flatMap(({ claims: { ref } }) =>
      ref === undefined || ref.includes('*') ? [] : [ref],
    );
    const exceptions: Readonly<Record<string, ClaimOffer>> =
      refs.length === 0 || all.ref === undefined
        ? {}
        : {
            ref: { like: [all.ref], except: refs },
            job_workflow_ref: {
              like: [all.job_workflow_ref ?? '*'],
              except: refs.map((ref) => `${name}/.github/workflows/*@${ref}`),
            },
          };
    return {
      node,
      issuer: issuerOf(inventory.organizations.get(name.split('/', 1)[0]!)?.data.server),
      claims: { ...offered(all), ...exceptions, sub: subject },
      assumes,
      // Where subjects hold numbers, the form without them is what trusts of before still name.
      ...(formOf(name).prefix === `repo:${name}`
        ? {}
        : { retiredSubjects: [subjectOf({ ...formOf(name), prefix: `repo:${name}` }, context, all)] }),
    };
  };
};
