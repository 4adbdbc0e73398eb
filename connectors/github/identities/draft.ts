import type { Draft as NeutralDraft, DraftGrant as NeutralGrant } from '../../../src/identities/draft.ts';
import type { Right } from './rights.ts';

export type DraftGrant = NeutralGrant<Right>;

/** How an identity gets at code: what the takeover graph is built from. */
export interface Hold {
  /** Organisation, or full name of a repository. */
  readonly place: string;
  /**
   * `push`: branches, but no workflow files. `workflows`: these too. `administer`: administers the repository, or each
   * of the organisation's. `control`: of the place itself. `runners`: registers runners of the organisation and decides who
   * uses them. `requests`: lets tokens into the organisation that were asked for. `secrets`: decides which repositories use
   * the secrets of the organisation.
   */
  readonly strength: 'push' | 'workflows' | 'administer' | 'control' | 'runners' | 'requests' | 'secrets';
  readonly assumes: readonly string[];
}

/** Of code; the rest is about what an organisation lets others use. */
export const isOfCode = ({ strength }: Hold): boolean =>
  strength !== 'runners' && strength !== 'requests' && strength !== 'secrets';

/** Scopes are organisations and full names of repositories. */
export interface Draft extends NeutralDraft<Right> {
  readonly holds: readonly Hold[];
  /** Login of the user as whom it may approve deployments; slug of an app, behind `app `. */
  readonly approvesAs?: string;
}
