import { BagPool } from '#main/workers/trainer/bag-pool'

/** Runs the body with two threads for bags, and ends them. */
export async function withPool<T>(body: (pool: BagPool) => Promise<T>): Promise<T> {
  const pool = new BagPool({ url: new URL('../../../src-main/workers/trainer/bag.worker.ts', import.meta.url), workers: 2, cancelFlag: new Int32Array(new SharedArrayBuffer(4)) })
  try {
    return await body(pool)
  } finally {
    await pool.close()
  }
}
