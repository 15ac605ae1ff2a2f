import { measureCalibration } from './truth/calibration.ts'
import { measureLandmarks } from './truth/landmarks.ts'
import { measureFalseAlarms, measureLeakDesk } from './truth/leak-desk.ts'

/** `npm run bench -- truth [landmarks|leaks|alarms|calibration]`: what the models claim about themselves, checked. */
const asked = process.argv.slice(2)
const wanted = (part: string): boolean => asked.length === 0 || asked.includes(part)
const results = [
  wanted('landmarks') ? await measureLandmarks() : true,
  wanted('leaks') ? await measureLeakDesk() : true,
]
if (wanted('alarms')) measureFalseAlarms()
if (wanted('calibration')) results.push(await measureCalibration())
if (results.includes(false)) process.exitCode = 1
