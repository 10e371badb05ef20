/** What rules read of tokens: what they are, how they are sent, what a check of them found out. */
import type { ProofIssue } from '../observe/observation.ts';

/** A JWT that was sent after its `exp` and answered with success. */
export interface ExpiredUse {
  credential: string;
  expiredAt: number;
  sentAt: number;
  url: string;
  /** No other credential went along that explains the success. */
  alone: boolean;
  /** The address is known to refuse who shows nothing; what is open to all answers anybody with success. */
  guarded: boolean;
}

/** What a check on click found out about a signature. */
export interface TokenCheck {
  credential: string;
  /** The secret is one of those that everybody knows. */
  knownSecret: boolean;
  /** Where it stood: in Coatcheck's own list, or in a file of the user's. */
  list?: 'bundled' | 'file';
  signature?: 'valid' | 'invalid';
  /** How many secrets were tried. */
  tried: number;
  /** Every list that was asked for was tried to its end. */
  complete: boolean;
}

/** When the token was first seen that a credential holds now: the credential itself may be older. */
export interface TokenSighting {
  credential: string;
  at: number;
}

/** How the token that a credential holds now was attached, and whether a proof of possession went along (RFC 9449). */
export interface Attachment {
  credential: string;
  /** In lower case; empty where the header has none. */
  scheme: string;
  origin: string;
  proof: boolean;
  /** The server let it in so; absent where that cannot be told. */
  accepted?: boolean;
}

/** A DPoP proof, judged where it was seen (RFC 9449, 4.3). */
export interface ProofFact {
  url: string;
  at: number;
  credential?: string;
  /** Empty where all is well. */
  issues: ProofIssue[];
  /** The server answered the request with success; absent where no answer was seen. */
  accepted?: boolean;
}
