import { loadPeerSet, foldOf, rowsOf } from '/work/main/tests/bench/trainer-data.ts'
import { prepareInput } from '/work/main/src-shared/domain/predictive/fit-input.ts'
import { fitOptionsFor } from '/work/main/src-shared/domain/predictive/fit-options.ts'
import { fitBag } from '/work/main/src-shared/domain/predictive/fit-bag.ts'
import { averageBags } from '/work/main/src-shared/domain/predictive/average-bags.ts'
import { binColumn } from '/work/main/src-shared/domain/predictive/binning.ts'
import { aucOf, logLossOf, brierOf, sigmoid } from '/work/main/src-shared/domain/predictive/metrics.ts'
const name = process.argv[2] as any, over = JSON.parse(process.argv[3] ?? '{}'), bags = Number(process.argv[4] ?? 14), folds = Number(process.argv[5] ?? 5)
const set = loadPeerSet(name)!
let A=0,L=0,B=0,T=0, S=0, BS=0
for (let f=0; f<folds; f++) {
  const tr = Int32Array.from([...Array(set.table.rows).keys()].filter(i=>foldOf(i)!==f)), te = Int32Array.from([...Array(set.table.rows).keys()].filter(i=>foldOf(i)===f))
  const t0 = performance.now()
  const prep = prepareInput(set.table, tr)
  const opt = {...fitOptionsFor(tr.length, 1), ...over}
  const sample = { input: prep.input, rows: Int32Array.from(prep.tableRows, (_, i)=>i) }
  const rs = Array.from({length:bags}, (_, b)=>fitBag(sample, b, opt, ()=>{}, ()=>false))
  const m = averageBags(sample, rs)
  T += performance.now()-t0
  for (const r of rs) { S += r.steps/bags; BS += r.bestStep/bags }
  const test = rowsOf(set.table, te)
  const logit = new Float64Array(te.length).fill(m.intercept)
  prep.features.forEach(({feature,binning}, k)=>{ const ft = test.features.find(x=>x.name===feature.name)!; const b = binColumn(ft, binning); for (let i=0;i<te.length;i++) logit[i]! += m.terms[k]!.scores[b[i]!]! })
  const p = logit.map(sigmoid)
  A+=aucOf(p,test.outcome); L+=logLossOf(p,test.outcome); B+=brierOf(p,test.outcome)
  if (f===0) console.log('cols', prep.features.length, 'const', prep.constant.length)
}
console.log(name, JSON.stringify(over), 'auc', (A/folds).toFixed(5), 'll', (L/folds).toFixed(5), 'brier', (B/folds).toFixed(5), 'fit s', (T/folds/1000).toFixed(2), 'steps', (S/folds).toFixed(0), 'best', (BS/folds).toFixed(0))
