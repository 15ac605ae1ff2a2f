import { loadPeerSet } from './trainer-data.ts'
import { train, DEFAULT_TRAIN_OPTIONS } from '#shared/domain/predictive/train'
import { createLocalExecutor } from '#shared/domain/predictive/executor'
import { createExplainer, reasonsOf } from '#shared/domain/predictive/reasons'
import { scoreTable, contributionsOf } from '#shared/domain/predictive/predict'
import { serializeModel, parseModel } from '#shared/domain/predictive/model-text'
import { LEAD_WORDS } from '#shared/domain/predictive/words'
import { defaultGrades } from '#shared/domain/predictive/grades'
const t = loadPeerSet(process.argv[2] as any)!.table
const t0 = performance.now()
const r = await train(t, {...DEFAULT_TRAIN_OPTIONS}, createLocalExecutor(()=>false), {onProgress: p=>{ if (p.done%10===0) console.log(p.stageLabel, p.fraction.toFixed(2), (performance.now()-t0).toFixed(0)) }, isCancelled: ()=>false})
console.log(performance.now()-t0, {...r.report, roc: r.report.roc.length})
console.log(r.model.calibration, r.threshold, serializeModel(r.model).length, serializeModel(parseModel(serializeModel(r.model)))===serializeModel(r.model))
const s = scoreTable(r.model, t), w = r.model.terms.length
const e = createExplainer(r.model, LEAD_WORDS)
console.log(reasonsOf(e, s.bins.subarray(w, 2*w)).slice(0,6).map(x=>[x.label, x.points.toFixed(1), x.evidence.sentence]), s.score[1])
console.log(e.bands.flat().map(b=>b.label).join(' | '))
console.log(defaultGrades(s.score, r.outOfFold, true, LEAD_WORDS), r.columns.map(c=>c.name+':'+c.singleAuc?.toFixed(3)).join(' '))
