import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  planReaders
} from "./chunk-UJKQNFRY.js";
import "./chunk-Z7ZYXIO3.js";
import "./chunk-QZEA4ILI.js";
import {
  changeName,
  isChanged
} from "./chunk-MACMJQYR.js";
import {
  gateStateOf
} from "./chunk-ODWBHALZ.js";
import "./chunk-2O352CDM.js";
import {
  audit
} from "./chunk-U7JJS2TZ.js";
import "./chunk-UF4G2IW4.js";
import "./chunk-7J6ESPKK.js";
import "./chunk-3AQH2ABN.js";
import "./chunk-KXXFCBDG.js";
import "./chunk-AOSYFJ25.js";
import "./chunk-OVY5I2TM.js";
import "./chunk-J5TYJ6SP.js";
import "./chunk-WGK653QS.js";
import "./chunk-K6EXC6QL.js";
import "./chunk-F7VR3VHA.js";
import "./chunk-DAFUAEZY.js";
import "./chunk-GMFJVDHX.js";
import "./chunk-PTZIOVO7.js";
import "./chunk-WZ2VQUSS.js";
import "./chunk-IWTHPBDI.js";
import "./chunk-ICMVDIAD.js";
import "./chunk-ILDRIEBL.js";
import "./chunk-MQCVGRCH.js";
import "./chunk-T7BSHJMR.js";
import "./chunk-HBRKE4NX.js";
import "./chunk-VTBPK5YF.js";
import "./chunk-KH23F534.js";
import "./chunk-LOM54WWJ.js";
import "./chunk-CC5JRD2N.js";
import "./chunk-QBHZ65C6.js";
import "./chunk-G2IDX3QK.js";
import "./chunk-YAPMBHVC.js";
import "./chunk-RXOSDFZW.js";
import "./chunk-4QLIKP2U.js";
import {
  inputKinds
} from "./chunk-HIF3QCF2.js";
import "./chunk-76DL45RX.js";
import "./chunk-IG6WYD4U.js";
import "./chunk-OVRNMJZG.js";

// ../../work/wt/exports/dist/src/pipeline/plan-gate.js
var mostNamed = 3;
var compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
var planCoverage = (scopes, kind) => [...new Set(scopes)].map((scope) => ({
  connector: kind,
  scope,
  source: kind === "terraform" ? "Terraform plan" : "CloudFormation template",
  status: "complete",
  detail: "",
  gives: inputKinds
}));
var stateOfSide = (side, scopes, recorded, plan, ground, settings) => {
  const collectedAt = plan.madeAt;
  const coverage = [...ground.coverage, ...planCoverage(recorded, plan.kind)];
  const state = gateStateOf(audit({ collectedAt, records: side.records, coverage }, settings));
  return {
    ...state,
    identities: [...state.identities, ...side.identities].sort((a, b) => compare(a.id, b.id)),
    complete: [.../* @__PURE__ */ new Set([...state.complete, ...scopes])].sort(compare)
  };
};
var unread = (plan) => plan.indeterminate;
var names = ({ after }, privileges) => {
  const text = JSON.stringify(after)?.toLowerCase() ?? "";
  return privileges.some((privilege) => text.includes(privilege.toLowerCase()));
};
var planGateInput = (plan, settings, ground = { records: [], coverage: [] }) => {
  const now = Date.parse(plan.madeAt);
  const readings = planReaders.map((reader) => reader.read(plan, { records: ground.records, now }));
  const others = ground.records.filter(({ record }) => !planReaders.some(({ provider }) => record.startsWith(`${provider}.`)));
  const scopes = readings.flatMap(({ before, after }) => [...before.identities, ...after.identities].map(({ scope }) => scope));
  const recorded = readings.flatMap(({ before, after }) => [...before.records, ...after.records].map(({ scope }) => scope));
  const sideOf = (side) => stateOfSide({
    records: [...others, ...readings.flatMap((reading) => reading[side].records)],
    identities: readings.flatMap((reading) => reading[side].identities)
  }, scopes, recorded, plan, ground, settings);
  const changedBy = (identity) => readings.flatMap((reading) => reading.changedBy.get(identity) ?? []);
  const [first] = plan.resources.filter(isChanged);
  const placeOf = (identity, about, privileges = []) => {
    const all = changedBy(identity);
    const standing = all.filter(({ resource }) => resource.after !== void 0);
    const saying = standing.filter((each) => about !== void 0 && each.about.includes(about));
    const named = saying.length > 1 ? saying.find(({ resource }) => names(resource, privileges)) : void 0;
    return (named ?? saying[0] ?? standing[0] ?? all[0])?.resource ?? first;
  };
  return {
    before: sideOf("before"),
    after: sideOf("after"),
    renamed: new Map(readings.flatMap(({ renamed }) => [...renamed])),
    indeterminate: [...unread(plan), ...readings.flatMap(({ indeterminate }) => indeterminate)],
    locationOf: (...asked) => placeOf(...asked)?.location,
    since: (identity) => {
      const resources = changedBy(identity);
      const named = resources.slice(0, mostNamed).map(({ resource }) => changeName(resource));
      const more = resources.length - named.length;
      if (named.length === 0)
        return "other changes of this plan";
      return more > 0 ? `${named.join(", ")} and ${more} more` : named.join(", ");
    },
    exceptions: []
  };
};
var plansGateInput = ([plan, ...others], settings, ground) => ({
  ...planGateInput(plan, settings, ground),
  otherwise: others.map((each) => planGateInput(each, settings, ground))
});
export {
  planGateInput,
  plansGateInput
};
