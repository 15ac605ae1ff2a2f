import { measureCalibration } from './truth/calibration.ts'
import { measureDates } from './truth/dates.ts'
import { measureLandmarks } from './truth/landmarks.ts'
import { measureOpenApplications } from './truth/open-applications.ts'
import { measureOpenRecords } from './truth/open-records.ts'
import { measureFalseAlarms, measureLeakDesk } from './truth/leak-desk.ts'
import { measureStages } from './truth/stages.ts'
import { measureWords } from './truth/words.ts'

/** `npm run bench -- truth [open|applications|stages|landmarks|leaks|alarms|calibration|dates|words]`: what the models claim about themselves, checked. */
const asked = process.argv.slice(2)
const wanted = (part: string): boolean => asked.length === 0 || asked.includes(part)
const results = [
  wanted('open') ? await measureOpenRecords() : true,
  wanted('applications') ? await measureOpenApplications() : true,
  wanted('stages') ? await measureStages() : true,
  wanted('landmarks') ? await measureLandmarks() : true,
  wanted('leaks') ? await measureLeakDesk() : true,
]
if (wanted('alarms')) measureFalseAlarms()
if (wanted('calibration')) results.push(await measureCalibration())
if (wanted('dates')) results.push(await measureDates())
if (wanted('words')) results.push(await measureWords())
if (results.includes(false)) process.exitCode = 1
