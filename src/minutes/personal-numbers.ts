/** A likely personal number; where it stands, never what it is. */
export type PersonalNumber = {
  kind: "National Insurance number" | "phone number" | "email address";
  /** UTF-16 code units from the start of the text. */
  start: number;
};

/** Two letters (some pairs are never given out), six digits, A to D: HMRC's manual NIM39110. */
const INSURANCE_NUMBER =
  /\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b/g;

/** British numbers of homes (01, 02) and mobiles (07), written with 0 or +44; 03 and 08 are of organisations. */
const PHONE =
  /(?<![\w.,/£$-])(?:\+44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:[127]\d(?:[ )-]{0,2}\d){8,9})(?![\w/-]|[.,]\d)/g;

const EMAIL = /(?<![\w.+-])([\w.+'-]+)@([\w-]+(?:\.[\w-]+)+)/g;

/** Domains of public bodies. */
const PUBLIC_BODY =
  /(?:^|\.)(?:gov\.(?:uk|scot|wales)|parliament\.(?:uk|scot)|senedd\.wales|nhs\.(?:uk|net)|police\.uk|mod\.uk|ac\.uk|sch\.uk|gov)$/i;

/** Addresses that belong to a post and not to a person. */
const ROLE =
  /^(?:[\w-]*(?:admin|bookings?|chair|clerk|committees?|comms|communications?|complaints?|consult\w*|contact|councils?|democra\w*|elections?|enquir\w*|events?|feedback|finance|foi|general|governance|hello|help\w*|hr|info|inquir\w*|licensing|mail|media|membership|news\w*|no-?reply|office\w*|parks?|planning|post\w*|press|privacy|reception|registrar|reports?|sales|scrutiny|secretar\w*|security|service\w*|subscribe|support|team|treasurer|trustees?|unsubscribe|webmaster|welcome)[\w.-]*)$/i;

/** Mailboxes that people have at home. */
const HOME_MAIL =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|blueyonder|ntlworld|virginmedia|sky|talktalk|tiscali|plusnet|protonmail|proton|zoho|gmx|mail)\.[a-z.]+$/i;

/**
 * Likely numbers of private people: National Insurance numbers, British phone numbers, and email addresses that are
 * at a home mailbox or name a person, and are not of a public body. In order of place.
 */
export function personalNumbersIn(text: string): PersonalNumber[] {
  const insurance = [...text.matchAll(INSURANCE_NUMBER)].map(({ index }) => index);
  const phones = [...text.matchAll(PHONE)].map(({ index }) => index);
  const emails = [...text.matchAll(EMAIL)]
    .filter(([, local, domain]) => isPersonal(local!, domain!))
    .map(({ index }) => index);
  return [
    ...insurance.map((start) => ({ kind: "National Insurance number" as const, start })),
    ...phones.map((start) => ({ kind: "phone number" as const, start })),
    ...emails.map((start) => ({ kind: "email address" as const, start })),
  ].toSorted((a, b) => a.start - b.start);
}

function isPersonal(local: string, domain: string): boolean {
  if (PUBLIC_BODY.test(domain) || ROLE.test(local)) return false;
  return HOME_MAIL.test(domain) || /^[a-z]+[._][a-z]+\d*$/i.test(local);
}
