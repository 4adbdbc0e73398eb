import { isExpression, type Job, type RunsOn } from './file.ts';

/**
 * Which machines a job asks for.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idruns-on
 */

/** Asks for a machine of one's own, as far as the file tells: a group may also be one of larger hosted runners. */
export const mayBeOwn = ({ labels, groups }: RunsOn): boolean =>
  groups !== undefined || labels.includes('self-hosted');

const hosted = /^(?:ubuntu|windows|macos)-/;

/** Names a machine that GitHub hosts; a runner of one's own that is called so takes no job from them. */
export const namesHosted = (labels: readonly string[]): boolean => labels.some((label) => hosted.test(label));

/** What it rests on that a new runner, with whatever labels and in whatever group, takes the jobs; undefined: it never does. */
export const takenByNewRunner = (jobs: readonly Job[]): readonly string[] | undefined =>
  jobs
    .flatMap(({ runsOn }) =>
      runsOn.flatMap((asked): (readonly string[])[] => {
        const { labels } = asked;
        if (mayBeOwn(asked)) return [[]];
        if (labels.length === 0 || namesHosted(labels)) return [];
        return [labels.filter(isExpression).map((written) => `${written} names a runner of one's own`)];
      }),
    )
    .toSorted((one, other) => one.length - other.length)[0];
