import { createAsking, type Listing } from '../../../src/collection/asking.ts';
import { type Bounds, createMarkers } from '../../../src/collection/bounds.ts';
import { answerFault, isAnswerFault, isBoundReached } from '../../../src/collection/failure.ts';
import type { Ledger } from '../../../src/collection/ledger.ts';
import { keptStep, type StepNotes, type StepPlace } from '../../../src/collection/step.ts';
import { ownMember } from '../../../src/model/own-member.ts';
import type { SnapshotRecord } from '../../../src/model/snapshot.ts';
import { type GitHubRecordKind, githubRecords } from '../facts/records.ts';
import { redactGitHub } from '../facts/redaction.ts';
import { githubCall } from './calls.ts';
import type { Answer, Parameters } from './client.ts';
import { asApiError, describeFailure, describeGraphqlErrors } from './failure.ts';
import type { QueryName } from './queries.ts';
import { queries } from './queries.ts';
import type { Session } from './session.ts';
import { isEntry } from './shapes.ts';

/** One step of a collection: what it reads is kept together, or asked again together. */
export interface Step {
  /** Keeps a record; `false`: it did not have the shape of the API, and coverage says so. */
  readonly put: (
    call: string,
    kind: GitHubRecordKind,
    id: string | number,
    raw: unknown,
    /** Default: that of the place. */
    scope?: string,
  ) => boolean;
  /** The answer; `undefined`: none, and coverage says why. `where`: repository, secret… */
  readonly ask: (call: string, parameters: Parameters, where?: string) => Promise<unknown>;
  readonly list: (call: string, parameters: Parameters, where?: string) => Promise<Listing>;
  readonly query: (
    name: QueryName,
    variables: Readonly<Record<string, unknown>>,
    where?: string,
    /** It can be asked in smaller parts: a failure of GitHub is then `tooMuch`, and not written down. */
    divisible?: boolean,
  ) => Promise<unknown>;
  /** Follows the cursors of one list: `null` at its end, and where they lead nowhere, which coverage then says. */
  readonly cursors: (call: string) => FollowCursor;
  readonly skipped: Ledger['skipped'];
  readonly remark: Ledger['remark'];
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null | undefined;
}

/** @param list what came with a page: at the end as many as are announced have to have come */
export type FollowCursor = (page: PageInfo, list?: Announced) => string | null;

interface Announced {
  readonly totalCount?: number | null | undefined;
  readonly came: number;
}

/** @param told what is wrong with what a page says of the next one */
export const followCursors = (bounds: Pick<Bounds, 'pages'>, told: (why: string) => void): FollowCursor => {
  const markers = createMarkers(bounds);
  let read = 0;
  return ({ hasNextPage, endCursor }, list) => {
    read += list?.came ?? 0;
    if (!hasNextPage) {
      const announced = list?.totalCount ?? 0;
      if (announced > read) told(`${announced} entries are announced, and ${read} came`);
      return null;
    }
    try {
      if (!endCursor) throw answerFault('more is announced, without a cursor to ask with');
      return markers.next(endCursor) ?? null;
    } catch (error) {
      if (!(error instanceof Error && (isAnswerFault(error) || isBoundReached(error)))) throw error;
      told(`${error.message}: what follows was not read`);
      return null;
    }
  };
};

/** The answer to a query that GitHub gave up, when it can be asked in smaller parts. */
export const tooMuch = Symbol('too much at once');

export interface Place extends Omit<StepPlace, 'checked'> {
  /** The organisation's login: scope of all records. */
  readonly scope: string;
  readonly session: Session;
  readonly progress: (call: string, count: number) => void;
  /** The repository that is asked about is shown to nobody who was not let into it. */
  readonly inside?: boolean;
  /** The user whose token it is administers the repository. */
  readonly administered?: boolean;
  /** Why it has nothing of what only GitHub Enterprise Cloud offers. Absent: it may have. */
  readonly notCloud?: string | undefined;
}

/** Permissions without which a public repository shows the same. */
const shownToAll = new Set(['metadata', 'contents', 'actions']);

const provesEntry = (call: string): boolean =>
  call.startsWith('GET /repos/') &&
  githubCall(call)?.permissions.some((permission) => !shownToAll.has(permission)) === true;

const withoutSso =
  'organisations were left out of the answer: the token is not authorised for their single sign-on';

const checked = ({ record, scope, id, data }: SnapshotRecord): SnapshotRecord | undefined => {
  const parsed = ownMember(githubRecords, record)?.schema.safeParse(data);
  return parsed?.success ? redactGitHub({ record, scope, id, data: parsed.data }) : undefined;
};

const holdsNothing = (data: unknown): boolean =>
  typeof data !== 'object' ||
  data === null ||
  Object.entries(data).every(([name, value]) => name === 'rateLimit' || value === null);

const stepOf = (place: Place, { ledger, put }: StepNotes): Step => {
  const { scope, session, progress } = place;
  const { client, rights, onServer } = session;
  const { administered = false } = place;
  let { inside = false } = place;
  const noteSso = (call: string, left: boolean): void => {
    if (left) ledger.remark(call, withoutSso, true);
  };
  const { ask, list, isVain, answered, told } = createAsking<Parameters, Answer>({
    client,
    ledger,
    progress,
    whyNot: (call, parameters = {}) => {
      if (Object.values(parameters).some((value) => value === '.' || value === '..')) {
        const reason = 'a name of dots alone has no address in the API';
        return { failure: { status: 'unsupported', reason } };
      }
      const { notCloud } = place;
      if (notCloud === undefined || githubCall(call)?.cloudOnly !== true) return;
      return { failure: { status: 'unsupported', reason: notCloud }, where: '' };
    },
    failureOf: (error, call) => {
      const known = asApiError(error);
      return known && describeFailure(known, call, { rights, inside, administered, onServer });
    },
    isEntry,
    onAnswer: (call, answer) => {
      if (provesEntry(call)) inside = true;
      noteSso(call, answer.withoutSso);
    },
  });
  return {
    skipped: ledger.skipped,
    remark: ledger.remark,
    cursors: (call) => followCursors(client.bounds, (why) => ledger.remark(call, why, true)),
    put: (call, kind, id, raw, of = scope) => {
      const parsed = githubRecords[kind].schema.safeParse(raw);
      if (parsed.success) put(redactGitHub({ record: kind, scope: of, id: String(id), data: parsed.data }));
      else ledger.malformed(call);
      return parsed.success;
    },
    ask: async (call, parameters, where) => (await ask(call, parameters, where))?.data,
    list,
    query: async (name, variables, where = '', divisible = false) => {
      const call = queries[name].id;
      if (isVain(call, undefined, where)) return;
      try {
        const { data, errors, gaps, withoutSso: left } = await client.query(name, variables);
        noteSso(call, left);
        for (const gap of gaps) ledger.remark(call, gap, true);
        if (errors.length > 0) ledger.failed(call, describeGraphqlErrors(errors, call), where);
        // Errors told why: without any the answer is refused on the wire.
        if (holdsNothing(data)) return;
        answered(call, 1);
        return data;
      } catch (error) {
        const http = asApiError(error)?.http;
        if (divisible && http !== undefined && http >= 500) return tooMuch;
        return told(error, call, where);
      }
    },
  };
};

/** Makes one step, or takes it from the journal. `work` gives what later steps need; it must survive JSON. */
export const makeStep = <Value>(
  place: Place,
  key: string,
  work: (step: Step) => Promise<Value>,
): Promise<Value> =>
  keptStep({ ...place, checked }, `${place.scope} ${key}`, (notes) => work(stepOf(place, notes)));
