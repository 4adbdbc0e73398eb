import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  membershipTechnique
} from "./chunk-ICMVDIAD.js";
import {
  levels
} from "./chunk-QBHZ65C6.js";

// ../../work/wt/exports/dist/src/reach/numbers.js
var blockBytes = 256 * 1024 * 1024;
var longEnough = 65536;
var block;
var used = 0;
var numbers = (length) => {
  if (length < longEnough)
    return new Uint32Array(length);
  const bytes = length * Uint32Array.BYTES_PER_ELEMENT;
  let buffer = block?.deref();
  if (buffer === void 0 || used + bytes > buffer.byteLength) {
    buffer = new ArrayBuffer(Math.max(blockBytes, bytes));
    block = new WeakRef(buffer);
    used = 0;
  }
  const array = new Uint32Array(buffer, used, length);
  used += bytes;
  return array;
};
var copyOf = (values) => {
  const copy = numbers(values.length);
  copy.set(values);
  return copy;
};

// ../../work/wt/exports/dist/src/reach/rows.js
var none = 4294967295;
var rowCount = ({ offsets }) => offsets.length - 1;
var placesByKey = (count, keys, places) => {
  const offsets = numbers(count + 1);
  for (let p = 0; p < keys.length; p++)
    offsets[keys[p] + 1] += 1;
  for (let k = 0; k < count; k++)
    offsets[k + 1] += offsets[k];
  const next = copyOf(offsets.subarray(0, count));
  const values = numbers(keys.length);
  for (let n = 0; n < keys.length; n++) {
    const place = places === void 0 ? n : places[n];
    const key = keys[place];
    values[next[key]] = place;
    next[key] += 1;
  }
  return { offsets, values };
};
var rowsOfPairs = (count, from, to) => {
  const places = placesByKey(count, from, placesByKey(count, to).values);
  const offsets = numbers(count + 1);
  const values = places.values;
  let length = 0;
  for (let row = 0; row < count; row++) {
    const start = length;
    for (let p = places.offsets[row]; p < places.offsets[row + 1]; p++) {
      const value = to[values[p]];
      if (length === start || values[length - 1] !== value)
        values[length++] = value;
    }
    offsets[row + 1] = length;
  }
  return { offsets, values: values.subarray(0, length) };
};
var transpose = (rows) => {
  const count = rowCount(rows);
  const offsets = numbers(count + 1);
  for (const value of rows.values)
    offsets[value + 1] += 1;
  for (let n = 0; n < count; n++)
    offsets[n + 1] += offsets[n];
  const next = copyOf(offsets.subarray(0, count));
  const values = numbers(rows.values.length);
  for (let row = 0; row < count; row++) {
    for (let p = rows.offsets[row]; p < rows.offsets[row + 1]; p++) {
      const value = rows.values[p];
      values[next[value]] = row;
      next[value] += 1;
    }
  }
  return { offsets, values };
};
var classesOfRows = ({ offsets, values }) => {
  const count = offsets.length - 1;
  const classOf = numbers(count);
  const first = numbers(count);
  let classes = 0;
  const mask = 2 ** Math.ceil(Math.log2(2 * count + 2)) - 1;
  const slots = numbers(mask + 1);
  for (let row = 0; row < count; row++) {
    const start = offsets[row];
    const length = offsets[row + 1] - start;
    let hash = 2166136261 ^ length;
    for (let p = start; p < start + length; p++) {
      hash = Math.imul(hash ^ values[p], 16777619);
      hash ^= hash >>> 15;
    }
    let slot = Math.imul(hash, 2654435761) >>> 0;
    slot = (slot ^ slot >>> 16) & mask;
    while (slots[slot] !== 0) {
      const other = offsets[first[slots[slot] - 1]];
      let same = offsets[first[slots[slot] - 1] + 1] - other === length;
      for (let p = 0; same && p < length; p++)
        same = values[start + p] === values[other + p];
      if (same)
        break;
      slot = slot + 1 & mask;
    }
    if (slots[slot] === 0) {
      first[classes] = row;
      slots[slot] = ++classes;
    }
    classOf[row] = slots[slot] - 1;
  }
  return { classOf, first: first.slice(0, classes) };
};

// ../../work/wt/exports/dist/src/reach/graph.js
var preference = (takeover) => {
  const reasonText = ({ allowedBy, trustedBy, through, assumes, until, evidence }) => JSON.stringify([assumes, through, until, trustedBy, allowedBy, evidence]);
  return (a, b) => {
    const reasonA = takeover.reasons[takeover.reason[a]];
    const reasonB = takeover.reasons[takeover.reason[b]];
    const assumptions = reasonA.assumes.length - reasonB.assumes.length;
    if (assumptions !== 0)
      return assumptions < 0;
    const techniqueA = takeover.techniques[takeover.technique[a]].id;
    const techniqueB = takeover.techniques[takeover.technique[b]].id;
    if (techniqueA !== techniqueB)
      return techniqueA < techniqueB;
    return reasonA !== reasonB && reasonText(reasonA) < reasonText(reasonB);
  };
};
var graphOf = (estate) => {
  const { takeover } = estate;
  const identities = estate.identities.length;
  const firstControl = identities + takeover.groups.length;
  const nodes = firstControl + estate.scopes.length;
  const now = Date.parse(estate.collectedAt);
  const reasonEnded = takeover.reasons.map(({ until }) => until !== void 0 && Date.parse(until) <= now);
  const scopeIndex = new Map(estate.scopes.map((scope, index) => [scope.id, index]));
  const from = numbers(takeover.from.length + identities);
  const to = numbers(from.length);
  const given = numbers(from.length);
  let count = 0;
  for (let edge = 0; edge < takeover.from.length; edge++) {
    const [origin, target] = [takeover.from[edge], takeover.to[edge]];
    if (origin >= nodes || target >= nodes) {
      throw new RangeError(`takeover edge ${edge} joins node ${origin} to ${target}; there are ${nodes} nodes`);
    }
    if (origin === target || reasonEnded[takeover.reason[edge]])
      continue;
    from[count] = origin;
    to[count] = target;
    given[count++] = edge;
  }
  for (const [index, identity] of estate.identities.entries()) {
    const scope = scopeIndex.get(identity.scope);
    if (scope === void 0 || identity.providerOwned)
      continue;
    from[count] = firstControl + scope;
    to[count] = index;
    given[count++] = none;
  }
  return sorted({ identities, firstControl, nodes }, from.subarray(0, count), to.subarray(0, count), given, takeover);
};
var sorted = (size, from, to, given, takeover) => {
  const { nodes } = size;
  const reasonAssumes = takeover.reasons.map(({ assumes }) => assumes.length > 0);
  const isAssumed = (edge) => edge !== none && reasonAssumes[takeover.reason[edge]];
  const preferred = preference(takeover);
  const replaces = (a, b) => a === none ? isAssumed(b) : b === none ? !isAssumed(a) : preferred(a, b);
  const order = placesByKey(nodes, from, placesByKey(nodes, to).values);
  const offsets = numbers(nodes + 1);
  const targets = numbers(from.length);
  const origins = numbers(from.length);
  const givens = numbers(from.length);
  let count = 0;
  for (let node = 0; node < nodes; node++) {
    const start = count;
    for (let p = order.offsets[node]; p < order.offsets[node + 1]; p++) {
      const edge = order.values[p];
      if (count > start && targets[count - 1] === to[edge]) {
        if (replaces(given[edge], givens[count - 1]))
          givens[count - 1] = given[edge];
        continue;
      }
      targets[count] = to[edge];
      origins[count] = node;
      givens[count++] = given[edge];
    }
    offsets[node + 1] = count;
  }
  const assumed = new Uint8Array(count);
  let assumptions = 0;
  for (let edge = 0; edge < count; edge++) {
    if (!isAssumed(givens[edge]))
      continue;
    assumed[edge] = 1;
    assumptions++;
  }
  const out = { offsets, values: targets.subarray(0, count) };
  return {
    ...size,
    out,
    outProven: assumptions === 0 ? out : without(out, assumed, count - assumptions),
    into: placesByKey(nodes, out.values),
    from: origins.subarray(0, count),
    assumed,
    given: givens.subarray(0, count)
  };
};
var without = ({ offsets, values }, left, length) => {
  const kept = { offsets: numbers(offsets.length), values: numbers(length) };
  let count = 0;
  for (let node = 0; node + 1 < offsets.length; node++) {
    for (let edge = offsets[node]; edge < offsets[node + 1]; edge++) {
      if (left[edge] === 0)
        kept.values[count++] = values[edge];
    }
    kept.offsets[node + 1] = count;
  }
  return kept;
};

// ../../work/wt/exports/dist/src/reach/walk.js
var oneAssumption = 2 ** 32;
var assumptionsIn = (cost) => Math.floor(cost / oneAssumption);
var stepsIn = (cost) => cost % oneAssumption;
var walkerOf = (graph) => {
  const { identities, firstControl, into, from, assumed } = graph;
  const best = new Float64Array(graph.nodes).fill(Infinity);
  const first = numbers(graph.nodes).fill(none);
  return {
    back: (targets, visit, enter) => {
      const touched = [];
      const waiting = [];
      const wait = (node, assumptions, steps) => {
        waiting[assumptions] ??= [];
        waiting[assumptions][steps] ??= [];
        waiting[assumptions][steps].push(node);
      };
      for (const target of targets) {
        best[target] = 0;
        touched.push(target);
        wait(target, 0, 0);
      }
      for (let assumptions = 0; assumptions < waiting.length; assumptions++) {
        const bySteps = waiting[assumptions];
        if (bySteps === void 0)
          continue;
        for (let steps = 0; steps < bySteps.length; steps++) {
          const nodes = bySteps[steps];
          if (nodes === void 0)
            continue;
          const cost = assumptions * oneAssumption + steps;
          for (let n = 0; n < nodes.length; n++) {
            const node = nodes[n];
            if (best[node] !== cost)
              continue;
            if (first[node] !== none)
              visit(node, cost, first[node]);
            const isGroup = node >= identities && node < firstControl;
            const oneStep = isGroup ? 0 : 1;
            for (let p = into.offsets[node]; p < into.offsets[node + 1]; p++) {
              const edge = into.values[p];
              const origin = from[edge];
              const costThere = cost + oneStep + assumed[edge] * oneAssumption;
              if (costThere >= best[origin] || !enter(origin))
                continue;
              if (best[origin] === Infinity)
                touched.push(origin);
              best[origin] = costThere;
              first[origin] = edge;
              wait(origin, assumptions + assumed[edge], steps + oneStep);
            }
          }
          delete bySteps[steps];
        }
      }
      for (const node of touched) {
        best[node] = Infinity;
        first[node] = none;
      }
    }
  };
};

// ../../work/wt/exports/dist/src/reach/assumptions.js
var appendLists = () => {
  const before = [0];
  const last = [0];
  const known = /* @__PURE__ */ new Map();
  return {
    append: (list, item) => {
      const byList = known.get(item) ?? /* @__PURE__ */ new Map();
      known.set(item, byList);
      const same = byList.get(list);
      if (same !== void 0)
        return same;
      last.push(item);
      byList.set(list, before.length);
      return before.push(list) - 1;
    },
    items: (list) => {
      const items = [];
      for (let link = list; link !== 0; link = before[link])
        items.push(last[link]);
      return items.reverse();
    }
  };
};
var textSets = () => {
  const sets = [[]];
  const byText = /* @__PURE__ */ new Map([["[]", 0]]);
  const known = /* @__PURE__ */ new Map();
  return {
    inFront: (texts, set) => {
      const bySet = known.get(texts) ?? /* @__PURE__ */ new Map();
      known.set(texts, bySet);
      const same = bySet.get(set);
      if (same !== void 0)
        return same;
      const joined = [.../* @__PURE__ */ new Set([...texts, ...sets[set]])];
      const key = JSON.stringify(joined);
      const number = byText.get(key) ?? sets.push(joined) - 1;
      byText.set(key, number);
      bySet.set(set, number);
      return number;
    },
    texts: (set) => sets[set]
  };
};
var conditionalControl = (graph, walker, reasonOf, scopes) => {
  const { identities, firstControl, out } = graph;
  const of = new Uint32Array(identities);
  const restsOn = new Uint32Array(scopes.length === 0 ? 0 : graph.nodes);
  const sets = textSets();
  const lists = appendLists();
  const entries = [];
  const anywhere = () => true;
  for (const scope of scopes) {
    const entryOfSet = /* @__PURE__ */ new Map();
    const note = (node, cost, edge) => {
      const set = restsOn[out.values[edge]];
      const reason = graph.assumed[edge] === 1 ? reasonOf(edge) : void 0;
      restsOn[node] = reason === void 0 ? set : sets.inFront(reason.assumes, set);
      if (node >= identities || assumptionsIn(cost) === 0)
        return;
      let entry = entryOfSet.get(restsOn[node]);
      if (entry === void 0) {
        entry = entries.push({ scope, assumes: sets.texts(restsOn[node]) }) - 1;
        entryOfSet.set(restsOn[node], entry);
      }
      of[node] = lists.append(of[node], entry);
    };
    restsOn[firstControl + scope] = 0;
    walker.back([firstControl + scope], note, anywhere);
  }
  return { of, controls: (result) => lists.items(result).map((entry) => entries[entry]) };
};
var reasonsOf = (graph, takeover) => (edge) => {
  const given = graph.given[edge];
  return given === none ? void 0 : takeover.reasons[takeover.reason[given]];
};

// ../../work/wt/exports/dist/src/reach/paths.js
var implied = {
  id: "control",
  mechanism: "control",
  does: "use full control of the scope to become any identity in it",
  source: 'DESIGN.md, "Full control of a scope"'
};
var keptWays = 2 ** 24;
var oneNode = 2 ** 32;
var firstEdge = (ways, node) => {
  let low = 0;
  let high = ways.length;
  while (low < high) {
    const middle = low + high >>> 1;
    if (ways[middle] < node * oneNode)
      low = middle + 1;
    else
      high = middle;
  }
  if (low === ways.length || Math.floor(ways[low] / oneNode) !== node)
    return none;
  return ways[low] % oneNode;
};
var pathsOf = (estate, graph, goals, walker) => {
  const kept = /* @__PURE__ */ new Map();
  let size = 0;
  const waysInto = (targets, enter) => {
    const found = [];
    const note = (node, _cost, edge) => {
      found.push(node * oneNode + edge);
    };
    walker.back(targets, note, enter);
    return Float64Array.from(found).sort();
  };
  const waysTo = (goal) => {
    let ways = kept.get(goal);
    if (ways === void 0) {
      ways = waysInto(goals.targets(goal), goals.enter(goal));
      size += ways.length;
    }
    kept.delete(goal);
    kept.set(goal, ways);
    for (const [oldest, old] of kept) {
      if (size <= keptWays || oldest === goal)
        break;
      kept.delete(oldest);
      size -= old.length;
    }
    return ways;
  };
  const stepOver = stepsOver(estate, graph);
  const along = (ways, identity) => {
    const path = [];
    let start = identity;
    let edges = [];
    for (let edge = firstEdge(ways, start); edge !== none; ) {
      const node = graph.out.values[edge];
      edges.push(edge);
      if (node < graph.identities || node >= graph.firstControl) {
        path.push(stepOver(start, node, edges));
        start = node;
        edges = [];
      }
      edge = firstEdge(ways, node);
    }
    return path;
  };
  return {
    toGoal: (identity, goal) => along(waysTo(goal), identity),
    /** To the nearest of several nodes; one walk for all identities. */
    toAny: (targets) => {
      const ways = waysInto(targets, () => true);
      return (identity) => along(ways, identity);
    }
  };
};
var stepsOver = (estate, graph) => {
  const { takeover, identities, scopes } = estate;
  const { given, firstControl } = graph;
  const reasonOf = reasonsOf(graph, takeover);
  const idOf = (node) => node < graph.identities ? identities[node].id : `scope:${scopes[node - firstControl].id}`;
  const techniqueOf = (edge) => given[edge] === none ? implied : takeover.techniques[takeover.technique[given[edge]]];
  return (start, end, edges) => {
    const origin = identities[start];
    const target = identities[end];
    const telling = edges.map(techniqueOf).filter(({ id }) => id !== membershipTechnique);
    const technique = telling[0] ?? techniqueOf(edges[0]);
    const done = [...new Set((telling.length === 0 ? [technique] : telling).map(({ does }) => does))];
    const reasons = edges.map(reasonOf).filter((reason) => reason !== void 0);
    const evidence = reasons.flatMap(({ allowedBy, trustedBy, evidence: further = [] }) => [
      ...origin === void 0 ? [] : allowedBy.flatMap((statement) => allowing(origin, statement, takeover.alike)),
      ...target === void 0 ? [] : (trustedBy ?? []).flatMap((trust) => trusting(target, trust)),
      ...further
    ]);
    if (origin === void 0 && target !== void 0)
      evidence.push(living(target));
    const through = [...new Set(reasons.map((reason) => reason.through).filter((id) => id !== void 0))];
    return {
      from: idOf(start),
      to: idOf(end),
      by: [done.join(" and so "), ...through.map((id) => `through ${id}`)].join(" "),
      technique: technique.id,
      evidence: distinct(evidence),
      assumes: [...new Set(reasons.flatMap(({ assumes }) => assumes))]
    };
  };
};
var allowing = (origin, ref, alike) => {
  const found = attached(origin, ref, alike);
  if (found === void 0)
    return [];
  const { source, name, statements, statement } = found;
  const says = `policy ${name} allows this step`;
  if (statements === "elsewhere")
    return [{ ...source, says }];
  const place = statements === "single" ? "/Statement" : `/Statement/${statement}`;
  return [{ ...source, pointer: `${source.pointer ?? ""}${place}`, says }];
};
var attached = (origin, ref, alike) => {
  const own = origin.attachments.find(({ document }) => document === ref.document);
  if (own !== void 0)
    return { ...own, statement: ref.statement };
  for (const attachment of origin.attachments) {
    const statement = alike?.(ref, attachment.document);
    if (statement !== void 0)
      return { ...attachment, statement };
  }
  return void 0;
};
var trusting = (target, index) => {
  const trust = target.trusts[index];
  if (trust === void 0)
    return [];
  return [{ ...trust.source, says: `the trust policy of ${target.name} lets ${trust.principal} do this` }];
};
var living = ({ source, scope }) => ({
  ...source,
  says: `this identity belongs to scope ${scope}`
});
var distinct = (evidence) => [
  ...new Map(evidence.map((item) => [JSON.stringify([item.record, item.id, item.pointer]), item])).values()
];

// ../../work/wt/exports/dist/src/reach/components.js
var numberComponents = (graph) => {
  const { offsets, values } = graph;
  const nodes = rowCount(graph);
  const of = numbers(nodes).fill(none);
  const visited = numbers(nodes);
  const lowest = numbers(nodes);
  const edge = copyOf(offsets.subarray(0, nodes));
  const path = numbers(nodes);
  const open = numbers(nodes);
  let depth = 0;
  let opened = 0;
  let clock = 0;
  let count = 0;
  const enter = (node) => {
    visited[node] = lowest[node] = ++clock;
    path[depth++] = node;
    open[opened++] = node;
  };
  for (let root = 0; root < nodes; root++) {
    if (visited[root] !== 0)
      continue;
    enter(root);
    while (depth > 0) {
      const node = path[depth - 1];
      if (edge[node] < offsets[node + 1]) {
        const to = values[edge[node]];
        edge[node] += 1;
        if (visited[to] === 0)
          enter(to);
        else if (of[to] === none && visited[to] < lowest[node])
          lowest[node] = visited[to];
        continue;
      }
      depth--;
      if (lowest[node] === visited[node]) {
        let member;
        do {
          member = open[--opened];
          of[member] = count;
        } while (member !== node);
        count++;
      } else {
        const parent = path[depth - 1];
        if (lowest[node] < lowest[parent])
          lowest[parent] = lowest[node];
      }
    }
  }
  return { count, of };
};
var componentsOf = (graph) => {
  const { offsets, values } = graph;
  const { count, of } = numberComponents(graph);
  let crossings = 0;
  for (let node = 0; node < of.length; node++) {
    for (let p = offsets[node]; p < offsets[node + 1]; p++)
      if (of[values[p]] !== of[node])
        crossings++;
  }
  const from = numbers(crossings);
  const to = numbers(crossings);
  crossings = 0;
  for (let node = 0; node < of.length; node++) {
    for (let p = offsets[node]; p < offsets[node + 1]; p++) {
      if (of[values[p]] === of[node])
        continue;
      from[crossings] = of[node];
      to[crossings++] = of[values[p]];
    }
  }
  return { count, of, members: placesByKey(count, of), next: rowsOfPairs(count, from, to) };
};

// ../../work/wt/exports/dist/src/reach/count.js
var listed = 256;
var weightsBelow = (next, weight) => {
  const components = rowCount(next);
  const { classOf: wayOf, first: firstOfWay } = classesOfRows(next);
  const { classOf: atomOf, first: firstOfAtom } = classesOfRows(transpose(next));
  const atomWeight = new Float64Array(firstOfAtom.length);
  for (let c = 0; c < components; c++)
    atomWeight[atomOf[c]] += weight[c];
  const uses = new Uint32Array(firstOfWay.length);
  for (const c of firstOfWay) {
    for (let p = next.offsets[c]; p < next.offsets[c + 1]; p++)
      uses[wayOf[next.values[p]]] += 1;
  }
  let bases = 0;
  const words = Math.ceil(atomWeight.length / 32);
  const joined = /* @__PURE__ */ new Map();
  const newBase = (bits, weight2) => ({ id: bases++, bits, weight: weight2 });
  const joinBases = (a, b) => {
    if (a === void 0 || b === void 0 || a === b)
      return a ?? b;
    const key = Math.min(a.id, b.id) * 67108864 + Math.max(a.id, b.id);
    const known = joined.get(key);
    if (known !== void 0)
      return known;
    const [large, small] = a.weight >= b.weight ? [a, b] : [b, a];
    const bits = large.bits.slice();
    let sum = large.weight;
    let grown2 = false;
    for (let w = 0; w < words; w++) {
      for (let fresh = small.bits[w] & ~bits[w]; fresh !== 0; fresh &= fresh - 1) {
        sum += atomWeight[w * 32 + 31 - Math.clz32(fresh & -fresh)];
        grown2 = true;
      }
      bits[w] |= small.bits[w];
    }
    const result = grown2 ? newBase(bits, sum) : large;
    joined.set(key, result);
    return result;
  };
  const sets = new Array(firstOfWay.length);
  const seen = new Uint32Array(atomWeight.length);
  const below = new Float64Array(firstOfWay.length);
  const setOfWay = (way) => {
    const row = firstOfWay[way];
    const [start, end] = [next.offsets[row], next.offsets[row + 1]];
    let base;
    for (let p = start; p < end; p++)
      base = joinBases(base, sets[wayOf[next.values[p]]].base);
    let sum = base?.weight ?? 0;
    const more = [];
    const take = (atom) => {
      if (seen[atom] === way + 1)
        return;
      seen[atom] = way + 1;
      if (base !== void 0 && base.bits[atom >>> 5] >>> (atom & 31) & 1)
        return;
      more.push(atom);
      sum += atomWeight[atom];
    };
    for (let p = start; p < end; p++) {
      const component = next.values[p];
      if (atomWeight[atomOf[component]] > 0)
        take(atomOf[component]);
      for (const atom of sets[wayOf[component]].more)
        take(atom);
    }
    if (more.length <= listed)
      return { base, more, weight: sum };
    const bits = base === void 0 ? new Uint32Array(words) : base.bits.slice();
    for (const atom of more)
      bits[atom >>> 5] |= 1 << (atom & 31);
    return { base: newBase(bits, sum), more: [], weight: sum };
  };
  for (let way = 0; way < firstOfWay.length; way++) {
    const set = setOfWay(way);
    below[way] = set.weight;
    if (uses[way] > 0)
      sets[way] = set;
    const row = firstOfWay[way];
    for (let p = next.offsets[row]; p < next.offsets[row + 1]; p++) {
      const stepped = wayOf[next.values[p]];
      uses[stepped] -= 1;
      if (uses[stepped] === 0)
        sets[stepped] = void 0;
    }
  }
  return Uint32Array.from(wayOf, (way) => below[way]);
};

// ../../work/wt/exports/dist/src/reach/closure.js
var closureOf = (graph, edges, holdings, own) => {
  const components = componentsOf(edges);
  const { count, of, members, next } = components;
  const holding = numbers(count);
  const providers = new Uint8Array(count);
  const strongest = numbers(count).fill(none);
  const second = numbers(count).fill(none);
  const stronger = (a, b) => {
    const difference = own.strength[a] - own.strength[b];
    return difference > 0 || difference === 0 && a < b;
  };
  const consider = (component, identity) => {
    const [best, next2] = [strongest[component], second[component]];
    if (identity === none || identity === best || identity === next2)
      return;
    if (best === none || stronger(identity, best)) {
      strongest[component] = identity;
      second[component] = best;
    } else if (next2 === none || stronger(identity, next2)) {
      second[component] = identity;
    }
  };
  const held = [];
  const hold = (holding2) => {
    if (holding2 !== held.at(-1))
      held.push(holding2);
  };
  for (let component = 0; component < count; component++) {
    held.length = 0;
    let reached = 0;
    for (let p = members.offsets[component]; p < members.offsets[component + 1]; p++) {
      const node = members.values[p];
      if (node < graph.identities) {
        hold(own.holding[node]);
        reached |= own.provider[node];
        consider(component, node);
      } else if (node >= graph.firstControl) {
        hold(holdings.ofControl(node - graph.firstControl));
      } else {
        hold(own.ofGroup[node - graph.identities]);
      }
    }
    for (let p = next.offsets[component]; p < next.offsets[component + 1]; p++) {
      const stepped = next.values[p];
      hold(holding[stepped]);
      reached |= providers[stepped];
      consider(component, strongest[stepped]);
      consider(component, second[stepped]);
    }
    holding[component] = holdings.joinAll(held);
    providers[component] = reached;
  }
  const weight = identitiesIn(components, graph.identities);
  const below = weightsBelow(next, weight);
  return {
    holding: (identity) => holding[of[identity]],
    others: (identity) => weight[of[identity]] - 1 + below[of[identity]],
    strongest: (identity) => {
      const component = of[identity];
      return strongest[component] === identity ? second[component] : strongest[component];
    },
    leadsToStrong: (node, identity) => strongest[of[node]] === identity || second[of[node]] === identity,
    providers: (identity) => providers[of[identity]]
  };
};
var identitiesIn = ({ count, of }, identities) => {
  const weight = numbers(count);
  for (let identity = 0; identity < identities; identity++)
    weight[of[identity]] += 1;
  return weight;
};

// ../../work/wt/exports/dist/src/reach/leaves.js
var leavesOf = ({ scopeWeight, serviceWeight }) => {
  let services = new Uint32Array(1024);
  let shares = new Float64Array(1024);
  const offsets = [0];
  const scopeOfLeaf = [];
  const values = [];
  const byHash = /* @__PURE__ */ new Map();
  const sameHash = [];
  const share = new Float64Array(serviceWeight.length);
  let lowest = share.length;
  let highest = -1;
  const put = (service, more) => {
    if (more > share[service])
      share[service] = more;
    if (service < lowest)
      lowest = service;
    if (service > highest)
      highest = service;
  };
  const isLeaf = (leaf, scope, start, length) => {
    if (scopeOfLeaf[leaf] !== scope || offsets[leaf + 1] - offsets[leaf] !== length)
      return false;
    for (let n = 0, there = offsets[leaf]; n < length; n++, there++) {
      if (services[there] !== services[start + n] || shares[there] !== shares[start + n])
        return false;
    }
    return true;
  };
  const made = (scope) => {
    const start = offsets.at(-1);
    if (start + highest - lowest >= services.length) {
      services = grown(services, new Uint32Array(services.length * 2 + share.length));
      shares = grown(shares, new Float64Array(services.length));
    }
    let end = start;
    let value = 0;
    let hash = scope;
    for (let service = lowest; service <= highest; service++) {
      const held = share[service];
      if (held === 0)
        continue;
      share[service] = 0;
      services[end] = service;
      shares[end++] = held;
      value += scopeWeight[scope] * serviceWeight[service] * held;
      hash = Math.imul(hash ^ service + Math.round(held * 1e6) * 4096, 2654435761);
      hash ^= hash >>> 15;
    }
    lowest = share.length;
    highest = -1;
    const chain = byHash.get(hash) ?? none;
    for (let leaf = chain; leaf !== none; leaf = sameHash[leaf]) {
      if (isLeaf(leaf, scope, start, end - start))
        return leaf;
    }
    offsets.push(end);
    scopeOfLeaf.push(scope);
    sameHash.push(chain);
    byHash.set(hash, values.length);
    return values.push(value) - 1;
  };
  return {
    joined: (leaves) => {
      for (const leaf of leaves) {
        for (let p = offsets[leaf]; p < offsets[leaf + 1]; p++)
          put(services[p], shares[p]);
      }
      return made(scopeOfLeaf[leaves[0]]);
    },
    of: (scope, cells) => {
      for (const [service, more] of cells)
        put(service, more);
      return made(scope);
    },
    scope: (leaf) => scopeOfLeaf[leaf],
    value: (leaf) => values[leaf]
  };
};
var grown = (old, larger) => {
  larger.set(old);
  return larger;
};

// ../../work/wt/exports/dist/src/reach/pairs.js
var width = 3;
var pairMap = () => {
  let mask = 1023;
  let count = 0;
  let slots = new Uint32Array((mask + 1) * width).fill(none);
  const slotOf = (a, b) => {
    let hash = Math.imul(a, 2654435761) ^ Math.imul(b, 2246822507);
    hash = Math.imul(hash ^ hash >>> 15, 739982445);
    let slot = (hash ^ hash >>> 16) & mask;
    for (; ; ) {
      const place = slot * width;
      if (slots[place + 2] === none || slots[place] === a && slots[place + 1] === b)
        return place;
      slot = slot + 1 & mask;
    }
  };
  const set = (a, b, value) => {
    if (++count * 2 > mask)
      grow();
    const place = slotOf(a, b);
    slots[place] = a;
    slots[place + 1] = b;
    slots[place + 2] = value;
  };
  const grow = () => {
    const old = slots;
    mask = mask * 2 + 1;
    slots = new Uint32Array((mask + 1) * width).fill(none);
    for (let place = 0; place < old.length; place += width) {
      if (old[place + 2] === none)
        continue;
      slots.set(old.subarray(place, place + width), slotOf(old[place], old[place + 1]));
    }
  };
  return { get: (a, b) => slots[slotOf(a, b) + 2], set };
};

// ../../work/wt/exports/dist/src/reach/weights.js
var strengths = { none: 0, view: 0.1, read: 0.4, write: 0.7, control: 1 };
var strengthByRank = levels.map((level) => strengths[level]);
var strengthOf = (rank) => strengthByRank[rank];
var valuesOf = (estate, weights) => {
  const scopeWeight = Float64Array.from(estate.scopes, (scope) => weights.scopes[scope.id] ?? weights.environment[scope.environment]);
  const serviceWeight = Float64Array.from(estate.services, (service) => weights.sensitivity[service.sensitivity]);
  const seen = /* @__PURE__ */ new Map();
  const servicesOf = estate.scopes.map(({ services }) => {
    const known = seen.get(services) ?? new Set([...services].sort((a, b) => a - b));
    seen.set(services, known);
    return known;
  });
  const scopeValue = new Float64Array(estate.scopes.length);
  for (const [scope, services] of servicesOf.entries()) {
    let value = 0;
    for (const service of services)
      value += scopeWeight[scope] * serviceWeight[service];
    scopeValue[scope] = value;
  }
  return {
    scopeWeight,
    serviceWeight,
    scopeValue,
    hasCell: (scope, service) => servicesOf[scope].has(service)
  };
};

// ../../work/wt/exports/dist/src/reach/holdings.js
var emptyHolding = 0;
var holdingsOf = (values, providerOfScope) => {
  const { scopeValue } = values;
  const scopeCount = scopeValue.length;
  const height = Math.ceil(Math.log2(Math.max(1, scopeCount)));
  const value = [0, ...scopeValue];
  const providers = [0, ...providerOfScope];
  const halves = new Array((scopeCount + 1) * 2).fill(none);
  const control = value.map((_, node) => node);
  const leaves = leavesOf(values);
  const leafOfNode = /* @__PURE__ */ new Map();
  const nodeOfLeaf = [];
  const leafNode = (leaf) => {
    if (nodeOfLeaf[leaf] !== void 0)
      return nodeOfLeaf[leaf];
    const node = value.push(leaves.value(leaf)) - 1;
    providers.push(providerOfScope[leaves.scope(leaf)]);
    halves.push(none, none);
    control.push(emptyHolding);
    leafOfNode.set(node, leaf);
    nodeOfLeaf[leaf] = node;
    return node;
  };
  const branches = pairMap();
  const branch = (first, second) => {
    if (first === emptyHolding && second === emptyHolding)
      return emptyHolding;
    const known = branches.get(first, second);
    if (known !== none)
      return known;
    const node = value.push(value[first] + value[second]) - 1;
    providers.push(providers[first] | providers[second]);
    halves.push(first, second);
    control.push(none);
    branches.set(first, second, node);
    return node;
  };
  const isControl = (node) => node <= scopeCount && node !== emptyHolding;
  const joined = pairMap();
  const join = (a, b) => {
    if (a === b || b === emptyHolding)
      return a;
    if (a === emptyHolding)
      return b;
    const [low, high] = a < b ? [a, b] : [b, a];
    if (isControl(low))
      return low;
    const known = joined.get(low, high);
    if (known !== none)
      return known;
    const result = halves[low * 2] === none ? joinLeaves([low, high]) : branch(join(halves[low * 2], halves[high * 2]), join(halves[low * 2 + 1], halves[high * 2 + 1]));
    joined.set(low, high, result);
    return result;
  };
  const joinLeaves = (nodes) => leafNode(leaves.joined(nodes.map((node) => leafOfNode.get(node))));
  const joinAll = (some) => {
    if (some.length < 3)
      return join(some[0] ?? emptyHolding, some[1] ?? emptyHolding);
    const nodes = [...new Set(some)].filter((node) => node !== emptyHolding);
    if (nodes.length < 3)
      return joinAll(nodes);
    if (halves[nodes[0] * 2] !== none) {
      return branch(joinAll(nodes.map((node) => halves[node * 2])), joinAll(nodes.map((node) => halves[node * 2 + 1])));
    }
    return nodes.find(isControl) ?? joinLeaves(nodes);
  };
  const alone = (scope, leaf) => {
    let node = leaf;
    for (let level = 0; level < height; level++) {
      node = scope >>> level & 1 ? branch(emptyHolding, node) : branch(node, emptyHolding);
    }
    return node;
  };
  const ofCells = (cells) => {
    const byScope = /* @__PURE__ */ new Map();
    for (const { scope, service, level, breadth } of cells) {
      const share = strengthOf(level) * Math.min(breadth, 1);
      if (!(share > 0) || !values.hasCell(scope, service))
        continue;
      const services = byScope.get(scope);
      if (services === void 0)
        byScope.set(scope, [[service, share]]);
      else
        services.push([service, share]);
    }
    let holding = emptyHolding;
    for (const [scope, services] of byScope) {
      holding = join(holding, alone(scope, leafNode(leaves.of(scope, services))));
    }
    return holding;
  };
  const controlOf = (node) => {
    if (control[node] === none) {
      control[node] = branch(controlOf(halves[node * 2]), controlOf(halves[node * 2 + 1]));
    }
    return control[node];
  };
  const ofScope = Uint32Array.from(scopeValue, (_, scope) => alone(scope, 1 + scope));
  return {
    ofCells,
    ofControl: (scope) => ofScope[scope],
    join,
    joinAll,
    value: (holding) => value[holding],
    total: value[ofScope.reduce(join, emptyHolding)],
    providers: (holding) => providers[holding],
    control: controlOf,
    controlled: (holding) => {
      const scopes = [];
      const list = (node) => {
        if (node === emptyHolding)
          return;
        if (halves[node * 2] === none) {
          scopes.push(node - 1);
          return;
        }
        list(halves[node * 2]);
        list(halves[node * 2 + 1]);
      };
      list(controlOf(holding));
      return scopes;
    }
  };
};

// ../../work/wt/exports/dist/src/reach/worst.js
var goalsOf = (graph, values, all, proven) => {
  const { firstControl, nodes } = graph;
  const weights = [...new Set(values.scopeWeight)].sort((a, b) => b - a);
  const controls = Array.from(values.scopeWeight, (_, scope) => firstControl + scope);
  const byWeight = weights.map((weight) => controls.filter((node) => values.scopeWeight[node - firstControl] === weight));
  return {
    ofWeight: (weight) => nodes + weights.indexOf(weight),
    ofControl: (scope) => firstControl + scope,
    ofIdentity: (identity) => identity,
    targets: (goal) => goal < nodes ? [goal] : byWeight[goal - nodes],
    // Only who controls nothing has an identity for a goal: the strongest other one that it reaches. Then every node
    // on the way reaches nothing stronger than that, save the origin itself, so the goal is one of its two strongest.
    // That keeps all walks to identities together within a few times the edges.
    enter: (goal) => goal >= firstControl ? () => true : (node) => node < firstControl && (all.leadsToStrong(node, goal) || proven.leadsToStrong(node, goal))
  };
};
var stepsToGoals = (graph, walker, goals, goalOf) => {
  const steps = numbers(graph.identities);
  for (const goal of new Set(goalOf)) {
    if (goal === none)
      continue;
    const note = (node, cost) => {
      if (node < graph.identities && goalOf[node] === goal)
        steps[node] = stepsIn(cost);
    };
    walker.back(goals.targets(goal), note, goals.enter(goal));
  }
  return steps;
};

// ../../work/wt/exports/dist/src/reach/radius.js
var closuresOf = (estate, graph, values) => {
  const named = [...estate.identities, ...estate.scopes].map(({ provider }) => provider);
  const providers = [...new Set(named)].sort();
  const bit = ({ provider }) => 1 << providers.indexOf(provider);
  const holdings = holdingsOf(values, Uint8Array.from(estate.scopes, bit));
  const own = ownOf(estate, holdings, Uint8Array.from(estate.identities, bit));
  const all = closureOf(graph, graph.out, holdings, own);
  const nothing = {
    ...own,
    holding: numbers(graph.identities),
    ofGroup: new Uint32Array(own.ofGroup.length)
  };
  const proven = graph.outProven === graph.out ? all : closureOf(graph, graph.outProven, holdings, nothing);
  return { all, proven, holdings, providers };
};
var ownOf = (estate, holdings, provider) => {
  const ofProfile = estate.profiles.map(({ cells }) => holdings.ofCells(cells));
  const holding = Uint32Array.from(estate.identities, ({ profile }) => ofProfile[profile]);
  return {
    holding,
    ofGroup: Uint32Array.from(estate.takeover.groups, ({ profile }) => profile === void 0 ? emptyHolding : ofProfile[profile]),
    strength: Float64Array.from(holding, holdings.value),
    provider
  };
};
var radiiOf = (estate, graph, values, { all, proven, holdings, providers }, goals, walker) => {
  const count = graph.identities;
  const lists = /* @__PURE__ */ new Map();
  const scopesOf = (control) => {
    const known = lists.get(control) ?? holdings.controlled(control);
    lists.set(control, known);
    return known;
  };
  const heaviest = (scopes) => scopes.reduce((most, scope) => Math.max(most, values.scopeWeight[scope]), 0);
  const { verdicts, verdictNumber } = judge(count, all, proven, (withAll, withProven) => {
    const admin = holdings.control(withProven);
    const control = holdings.control(withAll);
    const share = holdings.total === 0 ? 0 : holdings.value(withAll) / holdings.total;
    const worst = admin === emptyHolding ? control : admin;
    return {
      score: Math.round(share * 1e4),
      admin,
      control,
      goal: worst === emptyHolding ? none : goals.ofWeight(heaviest(scopesOf(worst))),
      providers: holdings.providers(withAll)
    };
  });
  const conditionalScopes = /* @__PURE__ */ new Set();
  const differing = new Map(verdicts.map((verdict) => [`${verdict.admin} ${verdict.control}`, verdict]));
  for (const { admin, control } of differing.values()) {
    if (admin === control)
      continue;
    const isAdmin = new Set(scopesOf(admin));
    for (const scope of scopesOf(control))
      if (!isAdmin.has(scope))
        conditionalScopes.add(scope);
  }
  const conditional = conditionalControl(graph, walker, reasonsOf(graph, estate.takeover), [...conditionalScopes].sort((a, b) => a - b));
  const goal = numbers(count);
  for (let i = 0; i < count; i++) {
    goal[i] = verdicts[verdictNumber[i]].goal;
    if (goal[i] !== none)
      continue;
    const identity = proven.strongest(i) === none ? all.strongest(i) : proven.strongest(i);
    if (identity !== none)
      goal[i] = goals.ofIdentity(identity);
  }
  const hops = stepsToGoals(graph, walker, goals, goal);
  const width2 = 7;
  const rows = {
    offsets: Uint32Array.from({ length: count + 1 }, (_, i) => i * width2),
    values: numbers(count * width2)
  };
  for (let i = 0; i < count; i++) {
    const verdict = verdicts[verdictNumber[i]];
    rows.values[i * width2] = verdict.score;
    rows.values[i * width2 + 1] = verdict.admin;
    rows.values[i * width2 + 2] = conditional.of[i];
    rows.values[i * width2 + 3] = proven.others(i);
    rows.values[i * width2 + 4] = all.others(i);
    rows.values[i * width2 + 5] = hops[i];
    rows.values[i * width2 + 6] = verdict.providers | all.providers(i);
  }
  const { classOf, first } = classesOfRows(rows);
  const radii = Array.from(first, (i) => {
    const { score, admin } = verdicts[verdictNumber[i]];
    const bits = rows.values[i * width2 + 6];
    return {
      score: score / 100,
      admin: scopesOf(admin),
      adminIf: conditional.controls(conditional.of[i]),
      identities: proven.others(i),
      identitiesIf: all.others(i),
      hops: hops[i],
      providers: providers.filter((_, bit) => (bits >>> bit & 1) === 1)
    };
  });
  return { of: (identity) => radii[classOf[identity]], goal };
};
var judge = (count, all, proven, verdictOf) => {
  const verdicts = [];
  const known = /* @__PURE__ */ new Map();
  const verdictNumber = Uint32Array.from({ length: count }, (_, i) => {
    const key = all.holding(i) * 67108864 + proven.holding(i);
    const same = known.get(key);
    if (same !== void 0)
      return same;
    known.set(key, verdicts.length);
    return verdicts.push(verdictOf(all.holding(i), proven.holding(i))) - 1;
  });
  return { verdicts, verdictNumber };
};

// ../../work/wt/exports/dist/src/reach/index.js
var reachOf = (estate, settings) => {
  const graph = graphOf(estate);
  const values = valuesOf(estate, settings.weights);
  const walker = walkerOf(graph);
  const closures = closuresOf(estate, graph, values);
  const goals = goalsOf(graph, values, closures.all, closures.proven);
  const radii = radiiOf(estate, graph, values, closures, goals, walker);
  const paths = pathsOf(estate, graph, goals, walker);
  return {
    radius: radii.of,
    path: (identity) => {
      const goal = radii.goal[identity];
      return goal === none ? [] : paths.toGoal(identity, goal);
    },
    pathToControl: (identity, scope) => paths.toGoal(identity, goals.ofControl(scope)),
    pathsToAny: ({ identities, scopes }) => paths.toAny([...identities, ...scopes.map((scope) => graph.firstControl + scope)]),
    takenOverBy: (identity) => {
      const found = /* @__PURE__ */ new Set();
      const nodes = [identity];
      const seen = new Set(nodes);
      for (const node of nodes) {
        for (let p = graph.into.offsets[node]; p < graph.into.offsets[node + 1]; p++) {
          const origin = graph.from[graph.into.values[p]];
          if (seen.has(origin) || origin >= graph.firstControl)
            continue;
          seen.add(origin);
          if (origin < graph.identities)
            found.add(origin);
          else
            nodes.push(origin);
        }
      }
      return [...found].sort((a, b) => a - b);
    },
    totalValue: closures.holdings.total
  };
};

export {
  reachOf
};
