import type { Circumstances } from '../iam/condition/evaluate.ts';
import type { Arranged } from '../identities/arrange.ts';

type Ask = NonNullable<Circumstances['tags']>;

export interface Tags {
  /** Of a resource with what holds it. Undefined: no tags were read. */
  readonly on: (chain: readonly string[]) => Ask | undefined;
  /** As if values for which the question is answered by yes stood on it. @param mayBind whether somebody may put a value there, by its canonical name */
  readonly bound: (chain: readonly string[], mayBind: (value: string) => boolean) => Ask | undefined;
}

interface Value {
  /** Canonical name: `cloudresourcemanager.googleapis.com/tagValues/N`. */
  readonly place: string;
  /** As `matchTag` and `matchTagId` name key and value. */
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

const isId = (key: string): boolean => key.startsWith('tagKeys/');

/**
 * Tags hang on resources and hold below; of one key the nearest value counts.
 * https://cloud.google.com/resource-manager/docs/tags/tags-overview#inheritance
 */
export const tagsOf = ({ inventory, places }: Arranged): Tags => {
  const told = new Map(inventory.of('gcp.tag-value').map(({ data }) => [data.name, data]));
  const readValue = (id: string | null | undefined, written: string | null | undefined): Value => {
    const fact = told.get(id ?? '');
    const name = written ?? fact?.namespacedName ?? '';
    const slash = name.lastIndexOf('/');
    return {
      place: places.nameOf(`//cloudresourcemanager.googleapis.com/${id ?? ''}`),
      keys: [...(fact?.parent == null ? [] : [fact.parent]), ...(slash < 0 ? [] : [name.slice(0, slash)])],
      values: [...(id == null ? [] : [id]), ...(slash < 0 ? [] : [name.slice(slash + 1)])],
    };
  };
  const bindings = inventory.of('gcp.tag-binding');
  const hung = Map.groupBy(
    bindings.map(({ data }) => ({
      place: places.nameOf(data.parent),
      value: readValue(data.tagValue, data.tagValueNamespacedName),
    })),
    ({ place }) => place,
  );
  const all = [...told.keys()].map((id) => readValue(id, undefined));
  const isRead = bindings.length > 0 || told.size > 0;
  const on = (chain: readonly string[]): Ask | undefined =>
    isRead
      ? (key, value) => {
          for (const place of chain) {
            const found = (hung.get(place) ?? []).filter((each) => each.value.keys.includes(key));
            if (found.length > 0)
              return value === undefined || found.some((each) => each.value.values.includes(value))
                ? 'yes'
                : 'no';
            // A value whose key is not known in this form may be of it.
            const isOfForm = (known: string): boolean => isId(known) === isId(key);
            if ((hung.get(place) ?? []).some((each) => !each.value.keys.some(isOfForm))) return 'unknown';
          }
          return 'no';
        }
      : undefined;
  return {
    on,
    bound: (chain, mayBind) => {
      const asking = on(chain);
      return asking === undefined
        ? undefined
        : (key, value) =>
            all.some(
              (each) =>
                each.keys.includes(key) &&
                (value === undefined || each.values.includes(value)) &&
                mayBind(each.place),
            )
              ? 'yes'
              : asking(key, value);
    },
  };
};
