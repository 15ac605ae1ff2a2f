/** Thrown inside the trainer when the caller's cancel signal is set; nothing half done is kept. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'

  constructor(message = 'Training was cancelled.') {
    super(message)
  }
}

/** Fewer records of one outcome than a model needs; the message is a sentence for the user. */
export class NotEnoughData extends Error {
  override readonly name = 'NotEnoughData'
  readonly positives: number
  readonly negatives: number
  readonly minimum: number

  constructor(message: string, positives: number, negatives: number, minimum: number) {
    super(message)
    this.positives = positives
    this.negatives = negatives
    this.minimum = minimum
  }
}
