import { mkdtempSync } from 'node:fs'
import { emptyWorkspace, fillSample, testJob, CALL } from './support.ts'
import { createModel, beginTraining, publishModel } from '#main/db/queries/models-write'
import { getModel, listModels } from '#main/db/queries/models'
import { readReadiness } from '#main/db/queries/readiness'
import { listAttributes } from '#main/db/queries/attributes'
import { explainScore } from '#main/db/queries/explain'
import { rescoreRecords } from '#main/db/scoring/rescore-records'
import { modelConfigSchema } from '#shared/contract/predictive'
import train from '#main/workers/jobs/train'
import score from '#main/workers/jobs/score'
import exportJob from '#main/workers/jobs/export'
const leads=Number(process.argv[2]??2000), bags=Number(process.argv[3]??3)
const b=emptyWorkspace(mkdtempSync('/tmp/e2e-'))
let t=performance.now(); const lap=(n:string)=>{console.log(n,(performance.now()-t).toFixed(0)+'ms');t=performance.now()}
await fillSample(b,leads); lap('sample')
const r=readReadiness(b.db,{entity:'lead',processId:1},CALL); lap('readiness'); console.log(JSON.stringify({...r,byMonth:r.byMonth.slice(-2)}))
listAttributes(b.db,{entity:'lead',windowMonths:24},CALL); lap('attributes')
const m=createModel(b.db,{entity:'lead',config:modelConfigSchema.parse({bags})},CALL); console.log(m.name)
const {jobId}=beginTraining(b.db,{modelId:m.id},CALL)
const v=b.db.prepare<any>('select input from job where id=?').get(jobId)!.input
t=performance.now()
const job=testJob(b,{id:jobId,input:JSON.parse(v)})
console.log(await train(job)); lap('train'); console.log(job.labels.length, job.labels.slice(0,3), job.fractions.at(-1))
const d=getModel(b.db,m.id); const rep=d.versions[0]!.report!
console.log(rep.verdictSentence, rep.logistic.auc, rep.notes, rep.suspects); console.log(rep.importance.slice(0,14).map(i=>`${i.label} ${i.influence.toFixed(2)}`).join('; '))
console.log('artifact', b.db.prepare<any>('select length(artifact) n from model_version').get())
console.log(publishModel(b.db,{modelId:m.id},CALL)); t=performance.now()
console.log(await score(testJob(b,{input:{entity:'lead',all:true}}))); lap('score')
console.log(await score(testJob(b,{input:{entity:'lead',all:true}}))); lap('score again')
console.log(b.db.prepare("select grade, count(*) n, avg(score) from score group by 1").all())
const id=b.db.prepare<any>('select record_id from score order by score desc limit 1').get()!.record_id
const e=explainScore(b.db,{entity:'lead',recordId:id},CALL); lap('explain'); console.log(JSON.stringify({...e,reasons:e.reasons.slice(0,6)},null,1))
for(let i=0;i<3;i++){b.db.transaction(()=>rescoreRecords(b.db,'lead',[id],CALL)); lap('rescore')}
console.log(await exportJob(testJob(b,{input:{what:'lead',format:'csv',path:'/tmp/e2e.csv'}})),await exportJob(testJob(b,{input:{what:'scores',format:'jsonl',path:'/tmp/e2e.jsonl'}})));lap('export')
console.log(listModels(b.db)[0])
