import type { IconName } from '#renderer/ui/icon-paths.ts'

interface Words {
  readonly icon: IconName
  readonly verb: string
  /** Said when the interaction names nothing. */
  readonly alone: string
}

const KNOWN: Readonly<Record<string, Words>> = {
  EmailSent: { icon: 'mail', verb: 'Was sent', alone: 'Was sent an e-mail' },
  EmailDelivered: { icon: 'mail', verb: 'Received', alone: 'Received an e-mail' },
  EmailOpened: { icon: 'mail', verb: 'Opened', alone: 'Opened an e-mail' },
  EmailClicked: { icon: 'click', verb: 'Clicked in', alone: 'Clicked in an e-mail' },
  EmailForwarded: { icon: 'mail', verb: 'Forwarded', alone: 'Forwarded an e-mail' },
  EmailBounced: { icon: 'warn', verb: 'Could not be sent', alone: 'An e-mail bounced' },
  EmailUnsubscribed: { icon: 'x', verb: 'Unsubscribed from', alone: 'Unsubscribed' },
  FormVisited: { icon: 'form', verb: 'Looked at the form', alone: 'Looked at a form' },
  FormSubmitted: { icon: 'form', verb: 'Submitted', alone: 'Submitted a form' },
  WebsiteVisited: { icon: 'web', verb: 'Visited', alone: 'Visited the website' },
  WebsiteClicked: { icon: 'click', verb: 'Clicked on', alone: 'Clicked on the website' },
  LinkClicked: { icon: 'click', verb: 'Clicked', alone: 'Clicked a link' },
  EventRegistered: { icon: 'calendar', verb: 'Registered for', alone: 'Registered for an event' },
  EventAttended: { icon: 'calendar', verb: 'Attended', alone: 'Attended an event' },
  DownloadRequested: { icon: 'download', verb: 'Downloaded', alone: 'Asked for a download' },
  CallHeld: { icon: 'phone', verb: 'Call:', alone: 'Had a call' },
  MeetingHeld: { icon: 'calendar', verb: 'Meeting:', alone: 'Had a meeting' },
  SurveyAnswered: { icon: 'list', verb: 'Answered', alone: 'Answered a survey' },
  SegmentJoined: { icon: 'target', verb: 'Joined segment', alone: 'Joined a segment' },
  SegmentLeft: { icon: 'target', verb: 'Left segment', alone: 'Left a segment' },
}

/** `EmailOpened` with an asset as `Opened “Rates outlook Q4”`; unknown types by their own name. */
export function interactionWords(item: { readonly type: string; readonly asset: string | null; readonly url: string | null; readonly journey: string | null }): { readonly icon: IconName; readonly words: string } {
  const known = KNOWN[item.type]
  const object = item.asset ?? item.url ?? item.journey
  if (known === undefined) return { icon: 'flag', words: object === null ? spaced(item.type) : `${spaced(item.type)}: ${object}` }
  return { icon: known.icon, words: object === null ? known.alone : `${known.verb} ${item.asset === null ? object : `“${object}”`}` }
}

const spaced = (type: string): string => type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
