const beatMilliseconds = 10_000
const gapMilliseconds = 45_000

/** Calls back when the machine seems to have slept: two beats of a ten-second timer lie far apart. Plain Node has no better sign. */
export function onWake(listener: () => void, now: () => number = Date.now): () => void {
  let last = now()
  const timer = setInterval(() => {
    const current = now()
    if (current - last > gapMilliseconds) listener()
    last = current
  }, beatMilliseconds)
  timer.unref()
  return () => clearInterval(timer)
}
