import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  tool
} from "./chunk-UF4G2IW4.js";
import {
  rules
} from "./chunk-7J6ESPKK.js";
import {
  connectors
} from "./chunk-3AQH2ABN.js";
import {
  reachOf
} from "./chunk-J5TYJ6SP.js";
import {
  clockOf,
  takeIn
} from "./chunk-GMFJVDHX.js";
import {
  judgeExceptions
} from "./chunk-ILDRIEBL.js";
import {
  furtherControls,
  invalidException
} from "./chunk-T7BSHJMR.js";
import {
  runRules
} from "./chunk-G2IDX3QK.js";
import {
  InputError
} from "./chunk-4QLIKP2U.js";

// ../../work/wt/exports/dist/src/pipeline/claim-patterns.js
var one = /* @__PURE__ */ Symbol("?");
var run = /* @__PURE__ */ Symbol("*");
var stepsOf = (pattern, questionMarks) => Array.from(pattern, (character) => character === "*" ? run : character === "?" && questionMarks ? one : character);
var startsMeet = (offered, wanted) => {
  const length = Math.min(offered.length, wanted.length);
  for (let at = 0; at < length; at += 1) {
    const [one2, other] = [offered[at], wanted[at]];
    if (one2 === "*" || other === "*" || other === "?")
      return true;
    if (one2 !== other)
      return false;
  }
  return true;
};
var patternsMeet = (offered, wanted) => {
  if (!startsMeet(offered, wanted))
    return false;
  const a = stepsOf(offered, false);
  const b = stepsOf(wanted, true);
  const alone = offered === "*";
  let places = closure(/* @__PURE__ */ new Set([0]), b);
  for (const step of a) {
    const next = /* @__PURE__ */ new Set();
    if (step === run) {
      for (const place of places) {
        next.add(place);
        for (let at = place; at < b.length && (alone || b[at] !== ":"); at += 1)
          next.add(at + 1);
      }
    } else {
      for (const place of places) {
        const there = b[place];
        if (there === run)
          next.add(place);
        else if (there === one || there === step)
          next.add(place + 1);
      }
    }
    places = closure(next, b);
    if (places.size === 0)
      return false;
  }
  return places.has(b.length);
};
var closure = (places, b) => {
  for (const place of places)
    if (b[place] === run)
      places.add(place + 1);
  return places;
};
var patternCovers = (offered, wanted) => {
  const a = stepsOf(offered, false);
  const b = stepsOf(wanted, true);
  let places = closure(/* @__PURE__ */ new Set([0]), b);
  for (const step of a) {
    const next = /* @__PURE__ */ new Set();
    for (const place of places) {
      const there = b[place];
      if (there === run)
        next.add(place);
      else if (step !== run && (there === one || there === step))
        next.add(place + 1);
    }
    places = closure(next, b);
    if (places.size === 0)
      return false;
  }
  return places.has(b.length);
};

// ../../work/wt/exports/dist/src/pipeline/offer-index.js
var fixedStart = (pattern) => /^[^*?]*/.exec(pattern)[0];
var indexOffers = (offers) => {
  const byStart = /* @__PURE__ */ new Map();
  const without = [];
  for (const offer of offers) {
    const { sub } = offer.claims;
    if (sub === void 0)
      without.push(offer);
    for (const start of new Set((sub?.like ?? []).map(fixedStart))) {
      const list = byStart.get(start);
      if (list === void 0)
        byStart.set(start, [offer]);
      else
        list.push(offer);
    }
  }
  const starts = [...byStart.keys()].sort();
  const firstFrom = (text) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (starts[middle] < text)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  };
  return ({ tests }) => {
    const subject = tests.find(({ claim, negated, ifExists, ignoreCase }) => claim === "sub" && !negated && !ifExists && !ignoreCase);
    if (subject === void 0)
      return offers;
    const found = new Set(without);
    for (const value of subject.values) {
      const start = subject.operator === "like" ? fixedStart(value) : value;
      for (let at = firstFrom(start); starts[at]?.startsWith(start) === true; at += 1)
        for (const offer of byStart.get(starts[at]))
          found.add(offer);
      for (let length = 0; length < start.length; length += 1)
        for (const offer of byStart.get(start.slice(0, length)) ?? [])
          found.add(offer);
    }
    return [...found];
  };
};

// ../../work/wt/exports/dist/src/pipeline/stored-keys.js
var storedKey = {
  id: "stored-key",
  mechanism: "impersonate",
  does: "read a stored key that is plausibly its own",
  source: "https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/"
};
var storedKinds = {
  aws: /* @__PURE__ */ new Set(["access-key"]),
  azure: /* @__PURE__ */ new Set(["client-secret", "certificate"]),
  gcp: /* @__PURE__ */ new Set(["service-account-key"])
};
var soon = 3 * 24 * 60 * 60 * 1e3;
var mostCandidates = 3;
var wordsOf = (name) => new Set(name.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word.length > 1));
var judge = (identity, index, keys, stored) => {
  const words = wordsOf(identity.name);
  const shared = stored.hints.filter((hint) => words.has(hint));
  const named = stored.names.some((name) => name === identity.id || name === identity.scope);
  const setAt = stored.setAt === void 0 ? Number.NaN : Date.parse(stored.setAt);
  const near = keys.some(({ createdAt }) => {
    const after = createdAt === void 0 ? Number.NaN : setAt - Date.parse(createdAt);
    return after >= 0 && after <= soon;
  });
  return {
    index,
    score: shared.length + (near ? 3 : 0) + (named && (shared.length > 0 || near) ? 1 : 0),
    why: [
      ...shared.length === 0 ? [] : [`its name has ${shared.join(", ")}`],
      ...near ? ["its key was made just before the secret was set"] : [],
      ...named ? ["the workflow names its scope"] : []
    ]
  };
};
var storedKeyEdges = ({ identities, storedKeys = [] }) => {
  if (storedKeys.length === 0)
    return [];
  const holders = identities.flatMap((identity, index) => {
    const { provider, credentials } = identity;
    if (provider === "github")
      return [];
    const keys = credentials.filter(({ kind, status }) => status !== "inactive" && storedKinds[provider].has(kind));
    return keys.length === 0 ? [] : [{ identity, index, keys }];
  });
  return storedKeys.flatMap((stored) => {
    const candidates = holders.filter(({ identity }) => identity.provider === stored.provider).map(({ identity, index, keys }) => judge(identity, index, keys, stored)).filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || a.index - b.index);
    const best = candidates.filter(({ score }) => score === candidates[0]?.score);
    if (best.length > mostCandidates)
      return [];
    return best.map(({ index, why }) => ({
      from: stored.node,
      to: index,
      technique: storedKey,
      reason: {
        allowedBy: [],
        assumes: [
          ...stored.assumes ?? [],
          `${stored.label} holds a key of ${identities[index].name} (${why.join("; ")})`
        ]
      }
    }));
  });
};

// ../../work/wt/exports/dist/src/pipeline/federation.js
var exchangeToken = {
  id: "federated-token",
  mechanism: "federate",
  does: "present its OIDC token, which the trust accepts",
  source: "https://docs.github.com/en/actions/concepts/security/openid-connect"
};
var passes = (offer, test) => {
  if (offer === void 0)
    return test.ifExists;
  const fold = (text) => test.ignoreCase ? text.toLowerCase() : text;
  const except = (offer.except ?? []).map(fold);
  const wanted = test.values.map((value) => ({
    value: fold(value),
    // `*` in a value that is compared letter by letter is a star.
    literal: test.operator === "equals" || !/[*?]/.test(value)
  }));
  return offer.like.map(fold).some((like) => {
    if (except.some((pattern) => patternCovers(like, pattern)))
      return false;
    if (test.negated) {
      return !wanted.some(({ value, literal }) => literal ? like === value : patternCovers(like, value));
    }
    return wanted.some(({ value, literal }) => {
      if (except.some((pattern) => patternCovers(value, pattern)))
        return false;
      return literal ? literalMeets(like, value) : patternsMeet(like, value);
    });
  });
};
var literalMeets = (like, value) => like === value || like.includes("*") && patternCovers(value.replaceAll("*", "\0"), like);
var accepts = (acceptance, offer) => sameIssuer(acceptance.issuer, offer.issuer) && acceptance.tests.every((test) => passes(claimOf(offer, test.claim), test));
var isFor = ({ only }, { id, name, scope }) => only === void 0 || (only.name === name || only.name === id) && (only.scope === void 0 || only.scope === scope);
var sameIssuer = (one2, other) => one2.toLowerCase() === other.toLowerCase();
var claimOf = ({ claims }, claim) => claims[claim] ?? Object.entries(claims).find(([name]) => name.toLowerCase() === claim.toLowerCase())?.[1];
var tokenEdges = ({ identities, tokenOffers = [] }) => {
  const byIssuer = Map.groupBy(tokenOffers, ({ issuer }) => issuer.toLowerCase());
  if (byIssuer.size === 0)
    return [];
  const indices = new Map([...byIssuer].map(([issuer, offers]) => [issuer, indexOffers(offers)]));
  const known = /* @__PURE__ */ new Map();
  const offersFor = (acceptance) => {
    const key = JSON.stringify([acceptance.issuer.toLowerCase(), acceptance.tests]);
    let found = known.get(key);
    if (found === void 0) {
      found = (indices.get(acceptance.issuer.toLowerCase())?.(acceptance) ?? []).filter((offer) => accepts(acceptance, offer));
      known.set(key, found);
    }
    return found;
  };
  return identities.flatMap((identity, to) => identity.trusts.flatMap(({ accepts: acceptance }, index) => acceptance === void 0 ? [] : offersFor(acceptance).filter((offer) => isFor(offer, identity)).map((offer) => ({
    from: offer.node,
    to,
    technique: exchangeToken,
    reason: {
      allowedBy: [],
      trustedBy: [index],
      assumes: [.../* @__PURE__ */ new Set([...offer.assumes, ...acceptance.assumes])],
      ...acceptance.until === void 0 ? {} : { until: acceptance.until }
    }
  }))));
};
var retiredTrusts = ({ identities, tokenOffers = [] }) => {
  const former = tokenOffers.flatMap((offer) => offer.retiredSubjects === void 0 ? [] : [{ ...offer, claims: { ...offer.claims, sub: { like: offer.retiredSubjects } } }]);
  const found = /* @__PURE__ */ new Map();
  if (former.length === 0)
    return found;
  const current = indexOffers(tokenOffers);
  identities.forEach((identity, index) => {
    const { name, trusts } = identity;
    const exposures = trusts.flatMap(({ accepts: acceptance, principal, source }) => {
      if (acceptance === void 0 || current(acceptance).some((offer) => isFor(offer, identity) && accepts(acceptance, offer)))
        return [];
      const subjects = acceptance.tests.filter(({ claim, negated }) => claim === "sub" && !negated);
      if (subjects.length === 0 || !former.some((offer) => accepts(acceptance, offer)))
        return [];
      const named = subjects.flatMap(({ values }) => values);
      return [
        {
          kind: "reusable-name",
          key: `${principal} ${named.join(" ")}`,
          says: `${name} trusts ${named.slice(0, 3).join(", ")}, a form of subject that ${acceptance.issuer} no longer gives to it`,
          evidence: [{ ...source, says: "the trust names the subject by names alone" }],
          fix: "Name the subject as the issuer gives it now, with the numbers of owner and repository, or take the trust away."
        }
      ];
    });
    if (exposures.length > 0)
      found.set(index, exposures);
  });
  return found;
};
var federationEdges = (estate) => [...tokenEdges(estate), ...storedKeyEdges(estate)];
var withEdges = (graph, edges) => {
  const techniques = [...graph.techniques];
  const techniqueAt = /* @__PURE__ */ new Map();
  const reasons = [...graph.reasons];
  const reasonAt = /* @__PURE__ */ new Map();
  const place = (list, at, key, value) => {
    const found = at.get(key);
    if (found !== void 0)
      return found;
    at.set(key, list.length);
    list.push(value);
    return list.length - 1;
  };
  const joined = (column, more) => [
    ...column,
    ...more
  ];
  return {
    ...graph,
    from: Uint32Array.from(joined(graph.from, edges.map(({ from }) => from))),
    to: Uint32Array.from(joined(graph.to, edges.map(({ to }) => to))),
    technique: Uint16Array.from(joined(graph.technique, edges.map(({ technique }) => place(techniques, techniqueAt, technique, technique)))),
    reason: Uint32Array.from(joined(graph.reason, edges.map(({ reason }) => place(reasons, reasonAt, JSON.stringify(reason), reason)))),
    techniques,
    reasons
  };
};

// ../../work/wt/exports/dist/src/pipeline/join-estates.js
var joinEstates = (estates) => {
  const [first] = estates;
  if (first === void 0)
    throw new RangeError("there is no estate to join");
  if (estates.length === 1)
    return first;
  const identities = placesOf(estates.map((estate) => estate.identities));
  const scopes = placesOf(estates.map((estate) => estate.scopes));
  const services = offsetsOf(estates.map((estate) => estate.services.length));
  const profiles = offsetsOf(estates.map((estate) => estate.profiles.length));
  const documents = offsetsOf(estates.map((estate) => estate.documents));
  const partOf = (identity) => {
    const { part, index } = identities.order[identity];
    return { estate: estates[part], index };
  };
  const places = [];
  const placed = (items, part) => items.map((item) => ({ ...item, node: places.push({ part, node: item.node }) - 1 }));
  const joined = identities.order.map(({ part, index }) => {
    const identity = estates[part].identities[index];
    return {
      ...identity,
      profile: identity.profile + profiles.of[part],
      grants: identity.grants.map((grant) => ({
        ...grant,
        privileges: grant.privileges.map((privilege) => ({
          ...privilege,
          service: privilege.service + services.of[part]
        }))
      })),
      attachments: identity.attachments.map((attachment) => ({
        ...attachment,
        document: attachment.document + documents.of[part]
      }))
    };
  });
  const tokenOffers = estates.flatMap((estate, part) => placed(estate.tokenOffers ?? [], part));
  const retired = retiredTrusts({ identities: joined, tokenOffers });
  const between = federationEdges({
    identities: joined,
    tokenOffers,
    storedKeys: estates.flatMap(({ storedKeys = [] }, part) => placed(storedKeys, part))
  });
  const profileOf = (part, { cells }) => ({
    cells: cells.map((cell) => ({
      ...cell,
      scope: scopes.of[part][cell.scope],
      service: cell.service + services.of[part]
    }))
  });
  const allProfiles = estates.flatMap((estate, part) => estate.profiles.map((profile) => profileOf(part, profile)));
  const lengths = estates.map((estate) => estate.profiles.length);
  const profileIn = (part) => (index) => index < lengths[part] ? index + profiles.of[part] : allProfiles.push(profileOf(part, estates[part].profiles[index])) - 1;
  const takeoverOf = (graphOf) => {
    const graphs = estates.map(graphOf);
    const groups = offsetsOf(graphs.map((graph) => graph.groups.length));
    const nodeIn = (part) => {
      const own = estates[part].identities.length;
      const ownGroups = graphs[part].groups.length;
      return (node) => {
        if (node < own)
          return identities.of[part][node];
        if (node < own + ownGroups)
          return joined.length + groups.of[part] + node - own;
        return joined.length + groups.total + scopes.of[part][node - own - ownGroups];
      };
    };
    const edges = between.map(({ from, ...edge }) => ({
      ...edge,
      from: nodeIn(places[from].part)(places[from].node)
    }));
    return withEdges(joinGraphs(graphs, nodeIn, documents.of, profileIn), edges);
  };
  const askable = estates.flatMap((estate, part) => estate.whoCan === void 0 ? [] : [part]);
  return {
    collectedAt: first.collectedAt,
    scopes: scopes.order.map(({ part, index }) => {
      const scope = estates[part].scopes[index];
      return { ...scope, services: scope.services.map((service) => service + services.of[part]) };
    }),
    services: estates.flatMap((estate) => estate.services),
    identities: joined.map((identity, index) => {
      const exposures = retired.get(index);
      return exposures === void 0 ? identity : { ...identity, exposures: [...identity.exposures ?? [], ...exposures] };
    }),
    profiles: allProfiles,
    documents: documents.total,
    takeover: takeoverOf(({ takeover }) => takeover),
    ...estates.some(({ takeoverAt }) => takeoverAt !== void 0) ? { takeoverAt: (time) => takeoverOf(({ takeover, takeoverAt }) => takeoverAt?.(time) ?? takeover) } : {},
    ...estates.some(({ entitlements }) => entitlements !== void 0) ? {
      entitlements: (identity) => {
        const { estate, index } = partOf(identity);
        return estate.entitlements?.(index) ?? [];
      }
    } : {},
    ...askable.length === 0 ? {} : {
      whoCan: (question) => answerOfAll(askable.map((part) => ({
        ask: estates[part].whoCan,
        identity: (index) => identities.of[part][index],
        scope: (index) => scopes.of[part][index]
      })), question)
    },
    coverage: distinct(estates.flatMap(({ coverage }) => coverage))
  };
};
var placesOf = (parts) => {
  const order = parts.flatMap((items, part) => items.map(({ id }, index) => ({ id, part, index }))).sort((a, b) => a.id < b.id ? -1 : a.id > b.id ? 1 : a.part - b.part);
  const of = parts.map((items) => items.map(() => 0));
  order.forEach(({ part, index }, place) => {
    of[part][index] = place;
  });
  return { order, of };
};
var offsetsOf = (lengths) => {
  let total = 0;
  const of = lengths.map((length) => {
    const offset = total;
    total += length;
    return offset;
  });
  return { of, total };
};
var joinGraphs = (graphs, nodeIn, documents, profileIn) => {
  const techniques = offsetsOf(graphs.map((graph) => graph.techniques.length));
  const reasons = offsetsOf(graphs.map((graph) => graph.reasons.length));
  const column = (values, of) => graphs.flatMap((graph, part) => Array.from(values(graph), of(part)));
  const numbered = (offsets) => (part) => (value) => value + offsets[part];
  return {
    groups: graphs.flatMap(({ groups }, part) => groups.map((group) => group.profile === void 0 ? group : { ...group, profile: profileIn(part)(group.profile) })),
    from: Uint32Array.from(column(({ from }) => from, nodeIn)),
    to: Uint32Array.from(column(({ to }) => to, nodeIn)),
    technique: Uint16Array.from(column(({ technique }) => technique, numbered(techniques.of))),
    reason: Uint32Array.from(column(({ reason }) => reason, numbered(reasons.of))),
    techniques: graphs.flatMap((graph) => graph.techniques),
    alike: (statement, other) => {
      const part = documents.findLastIndex((first2) => first2 <= statement.document);
      const first = documents[part];
      return graphs[part].alike?.({ ...statement, document: statement.document - first }, other - first);
    },
    reasons: graphs.flatMap((graph, part) => graph.reasons.map((reason) => ({
      ...reason,
      allowedBy: reason.allowedBy.map((statement) => ({
        ...statement,
        document: statement.document + documents[part]
      }))
    })))
  };
};
var answerOfAll = (asked, question) => {
  const problems = [];
  const answers = asked.flatMap(({ ask, identity, scope }) => {
    try {
      const answer = ask(question);
      return [
        {
          ...answer,
          identities: answer.identities.map((each) => ({ ...each, identity: identity(each.identity) })),
          scopes: answer.scopes.map(scope)
        }
      ];
    } catch (error) {
      if (!(error instanceof InputError))
        throw error;
      problems.push(error);
      return [];
    }
  });
  const [problem] = problems;
  if (answers.length === 0 && problem !== void 0)
    throw problem;
  return {
    privileges: [...new Set(answers.flatMap(({ privileges }) => privileges))].sort(),
    identities: answers.flatMap(({ identities }) => identities),
    scopes: answers.flatMap(({ scopes }) => scopes),
    notes: [...new Set(answers.flatMap(({ notes }) => notes))]
  };
};
var distinct = (coverage) => [
  ...new Map(coverage.map((entry) => [JSON.stringify(entry), entry])).values()
];

// ../../work/wt/exports/dist/src/pipeline/estate.js
var estateReader = () => {
  const readers = /* @__PURE__ */ new Map();
  return {
    add: (fact) => {
      const provider = fact.record.slice(0, fact.record.indexOf("."));
      let reader = readers.get(provider);
      if (reader === void 0) {
        reader = connectors.find(({ id }) => id === provider)?.reader();
        if (reader === void 0)
          return;
        readers.set(provider, reader);
      }
      reader.add(fact);
    },
    finish: (options) => {
      const own = connectors.flatMap(({ id }) => readers.get(id) ?? []);
      const asked = own.length === 0 ? connectors.slice(0, 1).map(({ reader }) => reader()) : own;
      return joinEstates(asked.map(({ finish }) => finish(options)));
    }
  };
};
var estateOf = (records, options) => {
  const reader = estateReader();
  for (const record of records)
    reader.add(record);
  return reader.finish(options);
};

// ../../work/wt/exports/dist/src/pipeline/audit.js
var ruleIds = rules.map(({ id }) => id);
var audit = (facts, settings, entries) => {
  const { collectedAt, records, coverage } = facts;
  return judge2(estateOf(records, { collectedAt, coverage, settings }), settings, entries);
};
var auditSources = async (sources, settings, { collectedAt = clockOf(sources), entries, onRead } = {}) => {
  const reader = estateReader();
  const coverage = [];
  await takeIn(sources, reader.add, (entry) => coverage.push(entry));
  onRead?.();
  return judge2(reader.finish({ collectedAt, coverage, settings }), settings, entries);
};
var judge2 = (estate, settings, entries) => {
  const reach = reachOf(estate, settings);
  const judged = runRules({ estate, reach, settings, rules, furtherControls });
  const accepted = entries === void 0 ? {} : judgeExceptions({
    entries,
    findings: judged.findings,
    estate,
    reach,
    settings,
    rule: invalidException
  });
  return { tool, estate, reach, ...judged, ...accepted, coverage: estate.coverage, rules, settings };
};

export {
  ruleIds,
  audit,
  auditSources
};
