import type { BagResult } from '#shared/domain/predictive/fit-bag'
import type { BagTask } from '#shared/domain/predictive/executor'

export interface BagThreadStart {
  /** One Int32; 1 asks to stop. */
  readonly cancel: SharedArrayBuffer
}

/** One bag to fit. The columns lie in shared memory, so that the message is small. */
export interface BagRequest {
  readonly place: number
  readonly task: BagTask
}

export type BagReply =
  | { readonly type: 'fitted'; readonly place: number; readonly result: BagResult }
  | { readonly type: 'failed'; readonly place: number; readonly name: string; readonly message: string; readonly stack: string }
