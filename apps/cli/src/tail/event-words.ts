import type { Fact } from '#events';
import { endless, tellAmount } from '#views';

const longest = 160;

/** What an event says, in a few words. */
export function eventWords(fact: Fact): string {
  const words = endless(wordsOf(fact));
  // Never through the middle of a character.
  return words.length <= longest ? words : `${words.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function wordsOf({ type, data }: Fact): string {
  switch (type) {
    case 'StoryOpened':
    case 'StoryRetitled':
    case 'SourceFiled':
      return `“${data.title}”`;
    case 'StorySummarised':
      return data.summary;
    case 'StoryLinked':
      return `${data.relation} ${data.to}`;
    case 'StoryClosed':
    case 'StoryReopened':
      return data.reason;
    case 'EstimateIssued':
    case 'EstimateRevised':
      return `${data.metric.label}: ${data.quantity === undefined ? 'withdrawn' : tellAmount(data.quantity)}`;
    case 'StatementIssued':
    case 'ClaimRaised':
      return data.proposition;
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimLeftUnconfirmed':
      return data.claim;
    case 'OccurrenceReported':
      return data.what;
    case 'FactCorrected':
    case 'FactRetracted':
      return `${data.fact}: ${data.reason}`;
  }
}
